package main

import "time"

const (
	maxSecret    = 4 << 10  // bytes of a file or a line with one secret
	maxReceipt   = 64 << 10 // bytes of a file with a receipt
	maxKeySet    = 1 << 20  // bytes of a file with a key set
	maxBulkID    = 56       // characters of the --id of a bulk issue or an import: each request adds its number
	maxToldRows  = 20       // rows that an import refused, which are told without a report
	localOverlay = 20_000   // rows that a command with --db keeps in memory: it serves nobody else
	exportPage   = 1000     // cards, accounts or orders that an export reads at once
	acceptBatch  = 1000     // cards that are frozen, or numbers that are given to nothing, at once
	confirmBytes = 5        // of the code with which a second person confirms
	maxKnownLine = 1 << 20  // bytes of a line of a file for files reconcile
	maxKnown     = 2000000  // events and cards that those files name
	maxBounce    = 1 << 20  // bytes that are read of a mail that came back
	maxRecorded  = 16 << 20 // bytes of an answer that --json passes on

	headerWindow  = 10 * time.Second    // for a client to send its headers
	readWindow    = 30 * time.Second    // for a client to send a request
	writeWindow   = 5 * time.Minute     // for a client to take an answer: ten thousand cards, slowly
	idleWindow    = 2 * time.Minute     // between two requests of a connection
	maxHeader     = 16 << 10            // bytes of a request's headers
	certLook      = 10 * time.Second    // between two looks whether a certificate has changed
	certSoon      = 14 * 24 * time.Hour // before a certificate ends, from when on that is a warning
	doctorWindow  = 20 * time.Second    // for doctor to look at one part
	keyringWindow = 30 * time.Second    // for the program of --keyring-command
	clearAge      = 24 * time.Hour      // after which a folder that a killed backup left is removed
	maxRecipients = 64 << 10            // bytes of a file of keys of age
	maxKeyring    = 1 << 20             // bytes that it prints
	stopWindow    = 30 * time.Second    // for accepted requests to be answered after the signal to stop
)
