package main

import "github.com/alecthomas/kong"

// commands is the command line.
type commands struct {
	Config configFlags `embed:""`
	File   string      `name:"config" placeholder:"FILE"`
	JSON   bool        `name:"json"`

	Demo     demoCmd     `cmd:"" group:"start"`
	Init     initCmd     `cmd:"" group:"start"`
	Serve    serveCmd    `cmd:"" group:"start"`
	Settings settingsCmd `cmd:"" name:"config" group:"start"`
	Doctor   doctorCmd   `cmd:"" group:"start"`
	Photo    photoCmd    `cmd:"" name:"decode-picture" hidden:""`
	Version  versionCmd  `cmd:"" group:"start"`
	Help     helpCmd     `cmd:"" group:"start"`

	Completion  completionCmd    `cmd:"" group:"start"`
	Complete    completeCmd      `cmd:"" hidden:""`
	ShowVersion kong.VersionFlag `name:"version"`

	Check    checkCmd    `cmd:"" group:"holder"`
	Prove    proveCmd    `cmd:"" group:"holder"`
	Verify   verifyCmd   `cmd:"" group:"holder"`
	Assess   assessCmd   `cmd:"" group:"holder"`
	Brands   brandsCmd   `cmd:"" group:"holder"`
	Secret   secretCmd   `cmd:"" group:"holder"`
	Hold     holdCmd     `cmd:"" group:"holder"`
	Release  releaseCmd  `cmd:"" group:"holder"`
	Take     takeCmd     `cmd:"" group:"holder"`
	Unhold   unholdCmd   `cmd:"" group:"holder"`
	Transfer transferCmd `cmd:"" group:"holder"`

	Claim   claimCmd   `cmd:"" group:"payment"`
	Spend   spendCmd   `cmd:"" group:"payment"`
	Refund  refundCmd  `cmd:"" group:"payment"`
	Account accountCmd `cmd:"" group:"payment"`

	Program    programCmd    `cmd:"" group:"issuer"`
	Issue      issueCmd      `cmd:"" group:"issuer"`
	Import     importCmd     `cmd:"" group:"issuer"`
	Activate   activateCmd   `cmd:"" group:"issuer"`
	Deactivate deactivateCmd `cmd:"" group:"issuer"`
	Find       findCmd       `cmd:"" group:"issuer"`
	Card       cardCmd       `cmd:"" group:"issuer"`
	Reissue    reissueCmd    `cmd:"" group:"issuer"`
	Freeze     freezeCmd     `cmd:"" group:"issuer"`
	Unfreeze   unfreezeCmd   `cmd:"" group:"issuer"`
	Void       voidCmd       `cmd:"" group:"issuer"`
	Adjust     adjustCmd     `cmd:"" group:"issuer"`

	Staff   staffCmd   `cmd:"" group:"operation"`
	Keys    keysCmd    `cmd:"" group:"operation"`
	Report  reportCmd  `cmd:"" group:"operation"`
	Export  exportCmd  `cmd:"" group:"operation"`
	Audit   auditCmd   `cmd:"" group:"operation"`
	Sweep   sweepCmd   `cmd:"" group:"operation"`
	Bounce  bounceCmd  `cmd:"" group:"operation"`
	Clock   clockCmd   `cmd:"" group:"operation"`
	Files   filesCmd   `cmd:"" group:"operation"`
	Backup  backupCmd  `cmd:"" group:"operation"`
	Restore restoreCmd `cmd:"" group:"operation"`
	Bench   benchCmd   `cmd:"" group:"operation"`
}

// writeFlag is what every command that changes the book takes.
type writeFlag struct {
	ID string `name:"id" placeholder:"ID"`
}
