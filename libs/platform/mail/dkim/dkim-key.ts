/** A private key that a sending domain signs with. Secret: it never enters a thread that runs templates, a log or a job. */
export interface DkimKey extends DkimIdentity {
  /** PKCS#8 in PEM. */
  privateKey: string;
}

/** Who signs: what everybody can read in the signature. */
export interface DkimIdentity {
  /** The signing domain (`d=`), in A-labels. Aligned with the From address when it is that domain or one above it. */
  domain: string;
  /** `s=`: the public key is the TXT record of `<selector>._domainkey.<domain>`. */
  selector: string;
  /** RFC 8301 (RSA, at least 1 024 bits, 2 048 recommended) or RFC 8463. */
  algorithm: DkimAlgorithm;
}

export type DkimAlgorithm = 'rsa-sha256' | 'ed25519-sha256';
