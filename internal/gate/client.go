package gate

import "net/netip"

// Client is whose misses are counted together. The zero value is the client of
// everybody whose address is not known.
type Client struct {
	kind kind
	net  [8]byte // the address or network, rest zero
	id   string  // of an API key
}

type kind byte

const (
	unknown kind = iota
	address4
	address6 // a /64: what one subscriber has
	network4 // a /24
	network6 // a /48
	apiKey
)

// Address returns the client of an IP address: the address itself of IPv4, also
// when it is mapped into IPv6; the /64 of IPv6.
func Address(a netip.Addr) Client {
	a = a.Unmap()
	switch {
	case a.Is4():
		c, ip := Client{kind: address4}, a.As4()
		copy(c.net[:], ip[:])
		return c
	case a.Is6():
		c, ip := Client{kind: address6}, a.As16()
		copy(c.net[:], ip[:])
		return c
	}
	return Client{}
}

// Remote returns the client of an address with a port, as net/http gives it in
// RemoteAddr. Behind a proxy that is the proxy: the edge must know better.
func Remote(addrPort string) Client {
	a, err := netip.ParseAddrPort(addrPort)
	if err != nil {
		return Client{}
	}
	return Address(a.Addr())
}

// Key returns the client of an API key's id.
func Key(id string) Client { return Client{kind: apiKey, id: id} }

// Network returns whom c is counted with beside c itself: the IPv4 /24 or IPv6 /48;
// c itself of anything else.
func (c Client) Network() Client {
	switch c.kind {
	case address4:
		c.kind = network4
		clear(c.net[3:])
	case address6:
		c.kind = network6
		clear(c.net[6:])
	case unknown, network4, network6, apiKey: // in no wider one
	}
	return c
}
