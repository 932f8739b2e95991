package main

import "github.com/alecthomas/kong"

const description = `Gift cards whose state can be checked without spending them.

Commands that work on a book ask a server (--server, with an API key where a holder may not ask) or open a database
themselves (--db). Codes, secrets and keys are read from files or standard input, never from arguments.

Exit codes: 0 done, 1 the answer is "no", 2 wrong use, 3 cannot tell. Of assess: 0 unused (likely or proven), 1 used,
replaced, blocked or not activated (likely or proven), 3 no more than possible.`

// commands is the command line.
type commands struct {
	Config configFlags `embed:""`
	File   string      `name:"config" placeholder:"FILE" help:"JSON file with settings, named as their flags are."`
	JSON   bool        `name:"json" help:"Print the result as JSON: the API's own answer where there is one."`

	Demo     demoCmd     `cmd:"" group:"start" help:"A throw-away issuer with sample cards, and what to try."`
	Init     initCmd     `cmd:"" group:"start" help:"Create a database and its keyring; prints one admin key."`
	Serve    serveCmd    `cmd:"" group:"start" help:"Run the server."`
	Settings settingsCmd `cmd:"" name:"config" group:"start" help:"Print every setting and where it comes from."`
	Doctor   doctorCmd   `cmd:"" group:"start" help:"What this machine can read and do, and how to get the rest."`
	Photo    photoCmd    `cmd:"" name:"decode-picture" hidden:"" help:"Decode a photograph; for this program itself."`
	Version  versionCmd  `cmd:"" group:"start" help:"Print the version."`

	Check    checkCmd    `cmd:"" group:"holder" help:"Is a card unspent? Changes nothing."`
	Prove    proveCmd    `cmd:"" group:"holder" help:"A signed receipt of a check, to show to somebody."`
	Verify   verifyCmd   `cmd:"" group:"holder" help:"Is a receipt genuine, and what does it say? Checks a case's bundle too."`
	Assess   assessCmd   `cmd:"" group:"holder" help:"Is a card of any brand used? A verdict from evidence; asks if no case is given."`
	Brands   brandsCmd   `cmd:"" group:"holder" help:"The brands that assess knows, and their sources."`
	Secret   secretCmd   `cmd:"" group:"holder" help:"Choose the secret of a hold, as its counterparty; prints its digest for the holder."`
	Hold     holdCmd     `cmd:"" group:"holder" help:"Reserve a card for one counterparty; prints the secret for them."`
	Release  releaseCmd  `cmd:"" group:"holder" help:"Give a held card up to the counterparty."`
	Take     takeCmd     `cmd:"" group:"holder" help:"Receive a held and released card; prints its new code."`
	Unhold   unholdCmd   `cmd:"" group:"holder" help:"End a hold early, as its counterparty."`
	Transfer transferCmd `cmd:"" group:"holder" help:"Move a card to a new code for the next holder."`

	Claim   claimCmd   `cmd:"" group:"payment" help:"Move a card's whole balance to an account."`
	Spend   spendCmd   `cmd:"" group:"payment" help:"Pay a merchant from a card or an account."`
	Refund  refundCmd  `cmd:"" group:"payment" help:"Put a spend back where it came from."`
	Account accountCmd `cmd:"" group:"payment" help:"Balance and usage history of an account."`

	Program    programCmd    `cmd:"" group:"issuer" help:"Brands of cards and their terms."`
	Issue      issueCmd      `cmd:"" group:"issuer" help:"Make cards; prints or writes their codes."`
	Activate   activateCmd   `cmd:"" group:"issuer" help:"Sell a card that was made before."`
	Deactivate deactivateCmd `cmd:"" group:"issuer" help:"Undo a mistaken sale."`
	Find       findCmd       `cmd:"" group:"issuer" help:"Cards by order number, recipient or last four of the code."`
	Card       cardCmd       `cmd:"" group:"issuer" help:"State and journal of one card, by serial."`
	Reissue    reissueCmd    `cmd:"" group:"issuer" help:"A new code for the same holder; the old one dies."`
	Freeze     freezeCmd     `cmd:"" group:"issuer" help:"Stop a card."`
	Unfreeze   unfreezeCmd   `cmd:"" group:"issuer" help:"End a stop."`
	Void       voidCmd       `cmd:"" group:"issuer" help:"Cancel the sale of a card for good."`
	Adjust     adjustCmd     `cmd:"" group:"issuer" help:"Correct a balance, up or down."`

	Staff   staffCmd   `cmd:"" group:"operation" help:"The people who work at the desk: add, list, disable, reset."`
	Keys    keysCmd    `cmd:"" group:"operation" help:"API keys, the keyring's rotation and the public key set."`
	Report  reportCmd  `cmd:"" group:"operation" help:"Unspent value at an instant; what happened per day."`
	Audit   auditCmd   `cmd:"" group:"operation" help:"Derive everything again and compare."`
	Sweep   sweepCmd   `cmd:"" group:"operation" help:"Book the cards whose validity has ended."`
	Bounce  bounceCmd  `cmd:"" group:"operation" help:"Report a mail that came back; reads the notification from standard input."`
	Clock   clockCmd   `cmd:"" group:"operation" help:"Is the clock right, and what if it was not?"`
	Files   filesCmd   `cmd:"" group:"operation" help:"Something is wrong with the files: what, and what to do."`
	Backup  backupCmd  `cmd:"" group:"operation" help:"Copy the database while it is served, and audit the copy."`
	Restore restoreCmd `cmd:"" group:"operation" help:"Audit a backup and put it in place of no database."`
	Bench   benchCmd   `cmd:"" group:"operation" help:"Throughput and latency beside their limits."`
}

func groups() []kong.Group {
	return []kong.Group{
		{Key: "start", Title: "Start"},
		{Key: "holder", Title: "For who holds a card, or is about to"},
		{Key: "payment", Title: "Accounts and merchants"},
		{Key: "issuer", Title: "The issuer's staff"},
		{Key: "operation", Title: "Operation"},
		{Key: "described", Title: "The case in flags, beside its files"},
		{Key: "bundle", Title: "For the bundle of a case"},
		{Key: "sources", Title: "What evidence is checked with"},
		{Key: "book", Title: "Which book"},
		{Key: "serve", Title: "Settings of the server"},
		{Key: "output", Title: "Output"},
	}
}

// help prints the help of a command without the settings that only a server has.
func (sh *shell) help(o kong.HelpOptions, ctx *kong.Context) error {
	cmd := ctx.Selected()
	for _, f := range ctx.Model.Flags {
		if f.Group != nil && f.Group.Key == "serve" && (cmd == nil || cmd.Group == nil || cmd.Group.Key != "start") {
			f.Hidden = true
		}
	}
	if cmd != nil && cmd.Name == "assess" && sh.lang == japanese {
		return helpInJapanese(o, ctx, cmd, sh.stdout)
	}
	return kong.DefaultHelpPrinter(o, ctx)
}

// writeFlag is what every command that changes the book takes.
type writeFlag struct {
	ID string `name:"id" placeholder:"ID" help:"Request id. The same command with the same id is answered as the first time; a new one if left out."`
}
