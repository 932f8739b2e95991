package proof

// The limits of a receipt, also in docs/reference/receipt.md.
const (
	MaxReceipt  = 8192 // bytes of the compact form
	MaxIssuer   = 255  // bytes of an issuer
	MaxAudience = 255  // bytes of an audience
	MaxNonce    = 128  // bytes of a nonce

	maxClaims = 5632    // bytes of the claims: what base64 brings below MaxReceipt
	maxKeySet = 1 << 20 // bytes of a key set
)
