package main

import (
	"net/url"
	"testing"
)

func TestNetrc(t *testing.T) {
	l := logins{}
	l.netrc("machine One.example login me password secret\n# machine no.example\n" +
		"machine two.example\n  login you\n  account x\n  password other\n" +
		"macdef up\n  machine three.example login a password b\n\nmachine four.example login c\ndefault login any password body\n")
	for host, want := range map[string]login{
		"one.example": {"me", "secret"}, "two.example": {"you", "other"}, "four.example": {"c", ""},
		"three.example": {}, "elsewhere.example": {},
	} {
		user, password, ok := l.forURL(&url.URL{Scheme: "https", Host: host})
		if (login{user, password}) != want || ok != (want != login{}) {
			t.Errorf("%s: %q %q %v", host, user, password, ok)
		}
	}
	l["one.example:8080"] = login{"port", "p"}
	if user, _, _ := l.forURL(&url.URL{Scheme: "http", Host: "ONE.example:8080"}); user != "port" {
		t.Errorf("with a port: %q", user)
	}
}
