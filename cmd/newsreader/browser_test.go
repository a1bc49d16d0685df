package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestOnlyWebAddressesAreOpened(t *testing.T) {
	for _, address := range []string{
		"", "example.org", "file:///etc/passwd", "javascript:alert(1)", "http:", "http://",
		"--help", "ftp://example.org/", "HTTP:/example.org", "mailto:a@example.org",
	} {
		if webAddress(address) == nil {
			t.Errorf("%q would be opened", address)
		}
	}
	for _, address := range []string{"http://example.org", "https://example.org/?q=a;b&c=$(d)"} {
		if err := webAddress(address); err != nil {
			t.Error(err)
		}
	}
}

func TestBrowserOfTheEnvironment(t *testing.T) {
	p := &program{environment: environment{environ: []string{"BROWSER=nosuch -x:w3m %s -o y::"}}}
	got := p.browsers()
	if len(got) != 2 || !slices.Equal(got[1], []string{"w3m", "%s", "-o", "y"}) {
		t.Errorf("got %q", got)
	}
	if argv := withAddress(got[0], "http://a"); !slices.Equal(argv, []string{"nosuch", "-x", "http://a"}) {
		t.Errorf("got %q", argv)
	}
	if argv := withAddress(got[1], "http://a"); !slices.Equal(argv, []string{"w3m", "http://a", "-o", "y"}) {
		t.Errorf("got %q", argv)
	}
}

// A shell would run what stands in the address; here it arrives as it is.
func TestNoShellSeesTheAddress(t *testing.T) {
	folder := t.TempDir()
	record := filepath.Join(folder, "record")
	script := filepath.Join(folder, "browser")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nprintf '%s' \"$1\" > "+record+".new && mv "+record+".new "+record+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	p := &program{environment: environment{environ: []string{"BROWSER=" + script}}}
	address := "https://example.org/?a=$(touch%20x)&b=`id`;c='\"|d"
	if err := p.openInBrowser(address); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		got, err := os.ReadFile(record)
		if err == nil {
			if string(got) != address {
				t.Errorf("the browser got %q", got)
			}
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the browser was not started")
		}
	}
}

func TestNoBrowser(t *testing.T) {
	p := &program{environment: environment{environ: []string{"BROWSER=nosuchbrowser"}}}
	if err := p.openInBrowser("https://example.org"); err == nil || !strings.Contains(err.Error(), "tried nosuchbrowser") {
		t.Errorf("got %v", err)
	}
}
