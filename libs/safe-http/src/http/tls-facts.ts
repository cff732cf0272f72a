import type { Socket } from 'node:net';
import { TLSSocket, type PeerCertificate } from 'node:tls';
import type { CertificateFacts, TlsFacts } from '../observed.ts';

/** What a socket's TLS says now; undefined for a socket without TLS. */
export function tlsFactsOf(socket: Socket): TlsFacts | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const protocol = socket.getProtocol() ?? undefined;
  return {
    protocol: protocol === 'unknown' ? undefined : protocol,
    cipher: nameOfCipher(socket),
    peer: certificateFacts(socket.getPeerCertificate()),
    clientCertificate: certificateFacts(socket.getCertificate()),
    isClientCertificateAsked: isAsked(socket),
  };
}

/** Null until a cipher was agreed on, which the types do not say. */
function nameOfCipher(socket: TLSSocket): string | undefined {
  const cipher = socket.getCipher() as { standardName?: string } | undefined | null;
  return cipher?.standardName;
}

/**
 * A server names signature algorithms in its CertificateRequest (RFC 8446 section 4.3.2, RFC 5246 section 7.4.4), and only
 * there: a client that shares any with it was asked for a certificate.
 */
function isAsked(socket: TLSSocket): boolean | undefined {
  try {
    return socket.getSharedSigalgs().length > 0;
  } catch {
    return undefined;
  }
}

/** An empty object stands for no certificate, which the types do not say. */
function certificateFacts(certificate: object | null): CertificateFacts | undefined {
  if (certificate === null || !('fingerprint256' in certificate)) return undefined;
  const { subject, issuer, valid_from, valid_to, subjectaltname, fingerprint256 } = certificate as PeerCertificate;
  return {
    subject: distinguishedName(subject),
    issuer: distinguishedName(issuer),
    validFrom: instantOf(valid_from),
    validTo: instantOf(valid_to),
    altNames: subjectaltname,
    fingerprint: fingerprint256,
  };
}

function distinguishedName(name: object | undefined): string {
  return Object.entries(name ?? {})
    .map(([attribute, value]) => `${attribute}=${Array.isArray(value) ? value.join('+') : String(value)}`)
    .join(', ');
}

function instantOf(text: string | undefined): Date | undefined {
  const atMs = Date.parse(text ?? '');
  return Number.isNaN(atMs) ? undefined : new Date(atMs);
}
