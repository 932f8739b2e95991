package keyring

// What a keyring file may hold. A ring that is rotated every day reaches
// maxKeys in some three years; each pepper costs every look-up one more hash.
const (
	maxFile = 1 << 20 // bytes
	maxKeys = 1_000   // of one part
	maxWork = 20      // log2 of the work of a passphrase that is tried: what age itself writes is 18
)
