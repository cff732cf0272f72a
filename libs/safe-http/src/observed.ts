/** How far an exchange came, or where it ended. */
export type ExchangePhase = 'DNS' | 'CONNECT' | 'TLS' | 'FIRST_BYTE' | 'BODY';

/** A certificate, for people. */
export interface CertificateFacts {
  /** `CN=…, O=…` */
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: Date | undefined;
  readonly validTo: Date | undefined;
  /** As in the certificate: `DNS:a.example, IP Address:…`. */
  readonly altNames: string | undefined;
  /** SHA-256, upper-case hexadecimal with colons. */
  readonly fingerprint: string;
}

/** What a secure connection was, or would have been. */
export interface TlsFacts {
  readonly protocol: string | undefined;
  readonly cipher: string | undefined;
  readonly peer: CertificateFacts | undefined;
  /** What we showed. */
  readonly clientCertificate: CertificateFacts | undefined;
  /** Whether the other side asked for a client certificate; undefined when the handshake did not come so far. */
  readonly isClientCertificateAsked: boolean | undefined;
}

/** Where a connection went, by the guard. */
export interface EgressFacts {
  readonly address: string;
  readonly port: number;
  /** Why the address is not public; undefined when it is. */
  readonly closedBecause: string | undefined;
  readonly isBlocked: boolean;
}

/**
 * What was seen of one exchange on a connection of its own. Times are in milliseconds; undefined = that did not happen (a
 * literal address is not resolved, plain http has no TLS).
 */
export interface Observed {
  readonly phase: ExchangePhase;
  readonly dnsMs: number | undefined;
  readonly tcpMs: number | undefined;
  readonly tlsMs: number | undefined;
  /** From the request's first byte to the answer's. */
  readonly firstByteMs: number | undefined;
  /** From the answer's first byte to its last. */
  readonly bodyMs: number | undefined;
  /** For example `1.1`. */
  readonly httpVersion: string | undefined;
  readonly statusText: string | undefined;
  readonly egress: EgressFacts | undefined;
  readonly tls: TlsFacts | undefined;
  /** The system's own code of what ended it, for example `ENOTFOUND` or `CERT_HAS_EXPIRED`. */
  readonly systemCode: string | undefined;
}
