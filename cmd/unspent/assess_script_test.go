package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/miekg/dns"
	"github.com/rogpeppe/go-internal/testscript"
)

// newKey makes a key to sign mail with, and writes its record as DNS would have
// it to KEYS/SELECTOR._domainkey.DOMAIN.txt. With a fourth argument the key
// itself is written there, for another program to sign with.
//
//	newkey KEYS DOMAIN SELECTOR [PEM]
func newKey(ts *testscript.TestScript, _ bool, args []string) {
	signer := keyFor(ts, ts.MkAbs(args[0]), args[1], args[2])
	if len(args) > 3 {
		block := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(signer)})
		ts.Check(os.WriteFile(ts.MkAbs(args[3]), block, 0o600))
	}
}

func keyFor(ts *testscript.TestScript, dir, domain, selector string) *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	ts.Check(err)
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	ts.Check(err)
	ts.Check(os.MkdirAll(dir, 0o755))
	record := "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(public)
	ts.Check(os.WriteFile(filepath.Join(dir, selector+"._domainkey."+domain+".txt"), []byte(record), 0o644))
	return key
}

// sign signs mails in place with a new key of DOMAIN.
//
//	sign KEYS DOMAIN SELECTOR FILE…
func sign(ts *testscript.TestScript, _ bool, args []string) {
	key := keyFor(ts, ts.MkAbs(args[0]), args[1], args[2])
	for _, name := range args[3:] {
		mail := strings.ReplaceAll(strings.ReplaceAll(ts.ReadFile(name), "\r\n", "\n"), "\n", "\r\n")
		var signed bytes.Buffer
		ts.Check(dkim.Sign(&signed, strings.NewReader(mail), &dkim.SignOptions{Domain: args[1], Selector: args[2], Signer: key, Hash: crypto.SHA256,
			HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
			HeaderKeys: []string{"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}}))
		ts.Check(os.WriteFile(ts.MkAbs(name), signed.Bytes(), 0o644))
	}
}

// serveKeys starts a DNS server that has the keys of a folder, and sets VAR to
// its address.
//
//	dns VAR KEYS
func serveKeys(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[1])
	conn, err := (&net.ListenConfig{}).ListenPacket(context.Background(), "udp", "127.0.0.1:0")
	ts.Check(err)
	started := make(chan struct{})
	server := &dns.Server{PacketConn: conn, NotifyStartedFunc: func() { close(started) }, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, ask *dns.Msg) {
		reply := new(dns.Msg).SetReply(ask)
		name := strings.TrimSuffix(ask.Question[0].Name, ".")
		record, err := os.ReadFile(filepath.Join(dir, filepath.Base(name)+".txt"))
		if err != nil {
			reply.Rcode = dns.RcodeNameError
		} else {
			head := dns.RR_Header{Name: ask.Question[0].Name, Rrtype: dns.TypeTXT, Class: dns.ClassINET, Ttl: 60}
			reply.Answer = []dns.RR{&dns.TXT{Hdr: head, Txt: pieces(string(record))}}
		}
		_ = w.WriteMsg(reply)
	})}
	done := make(chan error, 1)
	go func() { done <- server.ActivateAndServe() }()
	<-started
	ts.Defer(func() {
		if err := errors.Join(server.Shutdown(), <-done); err != nil {
			ts.Logf("the DNS server: %v", err)
		}
	})
	ts.Setenv(args[0], conn.LocalAddr().String())
}

// pieces cuts a record into what one string of a TXT record holds.
func pieces(record string) (all []string) {
	for len(record) > 255 {
		all, record = append(all, record[:255]), record[255:]
	}
	return append(all, record)
}

// repack writes a bundle with a text of a member changed, and with a manifest
// that has it so.
//
//	repack FROM TO MEMBER OLD NEW
func repack(ts *testscript.TestScript, _ bool, args []string) {
	packed := ts.ReadFile(args[0])
	z, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	ts.Check(err)
	names, texts := []string{}, map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		ts.Check(err)
		text, err := io.ReadAll(r)
		ts.Check(err)
		names, texts[f.Name] = append(names, f.Name), string(text)
	}
	old := texts[args[2]]
	texts[args[2]] = strings.Replace(old, args[3], args[4], 1)
	if texts[args[2]] == old {
		ts.Fatalf("%s has no %q", args[2], args[3])
	}
	sum := func(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
	size := func(text string) string {
		return fmt.Sprintf("%q,\n      \"size\": %d,\n      \"sha256\": %q", args[2], len(text), sum(text))
	}
	manifest := texts["manifest.json"]
	texts["manifest.json"] = strings.Replace(manifest, size(old), size(texts[args[2]]), 1)
	if texts["manifest.json"] == manifest {
		ts.Fatalf("the manifest has no %s", size(old))
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		m, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		ts.Check(err)
		_, err = io.WriteString(m, texts[name])
		ts.Check(err)
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o644))
}
