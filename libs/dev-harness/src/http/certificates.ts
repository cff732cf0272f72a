import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate with its key, both PEM. */
export interface TestCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** What a certificate is to say. */
export interface CertificateWishes {
  readonly commonName: string;
  /** Names and IPv4 addresses that it is good for. */
  readonly names?: readonly string[];
  readonly validFrom?: Date;
  readonly validTo?: Date;
}

const DAY_MS = 86_400_000;

/** An authority that signs certificates for tests: real X.509 (RFC 5280), P-256, made in a few milliseconds. */
export class TestAuthority {
  /** PEM: what a client is to trust. */
  readonly certificate: string;
  readonly #name: string;
  readonly #key: KeyObject;

  constructor(name = 'Test CA') {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#name = name;
    this.#key = privateKey;
    this.certificate = this.#sign(publicKey, { commonName: name }, [basicConstraints()]);
  }

  issue(wishes: CertificateWishes): TestCertificate {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const extensions = wishes.names === undefined ? [] : [subjectAltName(wishes.names)];
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { certificate: this.#sign(publicKey, wishes, extensions), key };
  }

  #sign(publicKey: KeyObject, wishes: CertificateWishes, extensions: readonly Buffer[]): string {
    const now = Date.now();
    const from = wishes.validFrom ?? new Date(now - DAY_MS);
    const to = wishes.validTo ?? new Date(now + DAY_MS);
    const content = sequence(
      tagged(0, integer(2)),
      der(0x02, Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
      ecdsaWithSha256,
      nameOf(this.#name),
      sequence(time(from), time(to)),
      nameOf(wishes.commonName),
      publicKey.export({ type: 'spki', format: 'der' }),
      ...(extensions.length === 0 ? [] : [tagged(3, sequence(...extensions))]),
    );
    const signed = sequence(content, ecdsaWithSha256, bitString(sign('sha256', content, this.#key)));
    const lines = signed.toString('base64').match(/.{1,64}/g) ?? [];
    return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  }
}

// DER (ITU-T X.690): a tag, a length, the content.

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  // In as few bytes as it takes: Java writes a certificate anew before it checks the signature, and would find another one.
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 + bytes.length]), bytes, content]);
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return der(0x30, ...contents);
}

function tagged(number: number, content: Buffer): Buffer {
  return der(0xa0 + number, content);
}

function integer(value: number): Buffer {
  return der(0x02, Buffer.from([value]));
}

function bitString(content: Buffer): Buffer {
  return der(0x03, Buffer.from([0]), content);
}

/** The identifier's bytes after its tag, in hexadecimal. */
function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function time(at: Date): Buffer {
  return der(0x18, Buffer.from(at.toISOString().replaceAll(/[-:T]|\.\d+/g, '')));
}

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(commonName)))));
}

/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));

/** 2.5.29.19, critical: it may sign others. */
function basicConstraints(): Buffer {
  const isAuthority = der(0x01, Buffer.from([0xff]));
  return sequence(objectId('551d13'), der(0x01, Buffer.from([0xff])), der(0x04, sequence(isAuthority)));
}

/** 2.5.29.17 */
function subjectAltName(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    isIP(name) === 4 ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
  );
  return sequence(objectId('551d11'), der(0x04, sequence(...entries)));
}
