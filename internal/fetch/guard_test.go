package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"code.dny.dev/ssrf"
)

// Addresses that lead inside, in all the forms in which they are written.
var addressesInside = []string{
	"http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/",
	"http://0177.0.0.1/", "http://017700000001/", "http://0.0.0.0/", "http://0/", "http://127.0.0.1./", "http://0x7f.1./",
	"http://[::]/", "http://[::1]/", "http://[::127.0.0.1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
	"http://[64:ff9b::7f00:1]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2001::1]/",
	"http://169.254.169.254/latest/meta-data/", "http://[::ffff:a9fe:a9fe]/", "http://2852039166/", "http://[fd00:ec2::254]/", "http://[fe80::1]/", "http://[fc00::1]/",
	"http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://100.64.0.1/", "http://192.0.2.1/",
	"http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://[ff02::1]/", "http://[2001:db8::1]/",
	"http://①②⑦.0.0.1/", "http://127。0。0。1/", "https://127.0.0.1/", "http://127.0.0.1:8080/", "http://127.0.0.1:22/",
	// Names; see leads.
	"http://localhost/", "http://LOCALHOST./", "http://metadata.google.internal/", "http://intranet/", "http://10.0.0.1.nip.example/",
	"http://rebound.example/", "http://six.example/", "http://mapped.example/", "http://both.example/",
}

var leads = map[string][]string{
	"localhost": {"127.0.0.1", "::1"}, "metadata.google.internal": {"169.254.169.254"}, "intranet": {"192.168.0.10"},
	"10.0.0.1.nip.example": {"10.0.0.1"}, "rebound.example": {"127.0.0.1"}, "six.example": {"fd12::1"},
	"mapped.example": {"::ffff:10.0.0.1"}, "both.example": {"10.0.0.1", "fe80::1"},
}

func TestNothingInsideIsAsked(t *testing.T) {
	c := New(Settings{Timeout: 5 * time.Second, Pause: time.Nanosecond, Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
		var list []netip.Addr
		for _, a := range leads[strings.ToLower(strings.TrimSuffix(host, "."))] {
			list = append(list, netip.MustParseAddr(a))
		}
		return list, nil
	}})
	defer c.Close()
	if len(addressesInside) < 30 {
		t.Fatal("too few forms")
	}
	for _, address := range addressesInside {
		_, err := c.Get(context.Background(), Request{URL: address, Types: []string{"text/html"}, MaxBytes: 1000})
		if kindOf(err) != Forbidden {
			t.Errorf("%s: %v", address, err)
		}
	}
	// The reason is the address, also where the port would do.
	_, err := c.Get(context.Background(), Request{URL: "http://localhost:3000/"})
	if kindOf(err) != Forbidden || !strings.Contains(err.Error(), "private network") {
		t.Errorf("an unusual port inside: %v", err)
	}
	if err := guard("tcp4", "8.8.8.8:25", nil); !errors.Is(err, ssrf.ErrProhibitedPort) {
		t.Errorf("an unusual port outside: %v", err)
	}
	if err := guard("tcp4", "8.8.8.8:443", nil); err != nil {
		t.Errorf("the street itself: %v", err)
	}
	for _, address := range []string{"http://me@127.0.0.1/", "http://news.example@127.0.0.1/", "http://news.example:80@127.0.0.1/", "http://[fe80::1%25lo]@x/"} {
		if _, err := c.Get(context.Background(), Request{URL: address}); kindOf(err) != BadAddress {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// A host is resolved once for a connection, and what is dialled is what was
// checked; a name that leads outside once and inside then gets no further.
func TestRebinding(t *testing.T) {
	hits := 0
	w := newWorld(t, Settings{}, func(w http.ResponseWriter, _ *http.Request) { hits++; html(w, "") })
	asked := 0
	c := New(Settings{Lookup: func(context.Context, string) ([]netip.Addr, error) {
		asked++
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}})
	defer c.Close()
	_, err := c.Get(context.Background(), Request{URL: "http://name.example:" + portOf(w.server) + "/", Types: []string{"text/html"}, MaxBytes: 10})
	if kindOf(err) != Forbidden || hits > 0 || asked != 1 {
		t.Errorf("%v, %d requests, the name resolved %d times", err, hits, asked)
	}
}

func TestAllow(t *testing.T) {
	for _, test := range []struct {
		allow, address string
		want           bool
	}{
		{"news.test", "http://news.test/", true},
		{"News.Test", "http://news.test.:81/", true},
		{"news.test:81", "http://news.test:81/", true},
		{"news.test:81", "http://news.test/", false},
		{"news.test:443", "https://news.test/", true},
		{"news.test", "http://more.news.test/", false},
		{"news.test", "http://news.test.example/", false},
		{"127.0.0.1", "http://127.0.0.1:99/", true},
		{"[::1]", "http://[::1]/", true},
		{"[::1]:80", "http://[::1]/", true},
		{"127.0.0.1", "http://127.0.0.2/", false},
		{"", "http://news.test/", false},
		{" ", "http://news.test/", false},
	} {
		c := New(Settings{Allow: []string{test.allow}})
		u, err := c.parse(test.address)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.allowed(u); got != test.want {
			t.Errorf("%q allows %s: %v", test.allow, test.address, got)
		}
	}
}
