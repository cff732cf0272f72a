import kafkajs from 'kafkajs';
import lz4 from 'lz4js';
import snappy from 'snappyjs';
import { learnCodecs } from './codecs.ts';

/** How kafkajs calls a codec; its own types say `any`. */
interface Codec {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>;
  decompress(packed: Buffer): Promise<Buffer>;
}

const { CompressionCodecs, CompressionTypes } = kafkajs;
const codecOf = (type: keyof typeof CompressionCodecs): Codec => (CompressionCodecs[type] as () => Codec)();
const types = [CompressionTypes.GZIP, CompressionTypes.Snappy, CompressionTypes.LZ4, CompressionTypes.ZSTD] as const;
const plain = Buffer.from('{"callId":"c-1","transcript":"yes, yes, yes, and no"}'.repeat(5000));

describe('the codecs of record batches', () => {
  beforeAll(() => {
    learnCodecs();
  });

  it.each(types)('reads what it packed: %s', async (type) => {
    const packed = await codecOf(type).compress({ buffer: plain });
    expect(packed.length).toBeLessThan(plain.length / 4);
    expect(plain.equals(await codecOf(type).decompress(packed))).toBe(true);
  });

  it('reads snappy in the frame of Java clients, block by block', async () => {
    const header = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00, 0, 0, 0, 1, 0, 0, 0, 1]);
    const blocks = [plain.subarray(0, 32_768), plain.subarray(32_768)].map((part) => {
      const block = snappy.compress(part);
      const length = Buffer.alloc(4);
      length.writeInt32BE(block.length);
      return Buffer.concat([length, block]);
    });
    const packed = Buffer.concat([header, ...blocks]);
    expect(plain.equals(await codecOf(CompressionTypes.Snappy).decompress(packed))).toBe(true);
  });

  it('reads snappy as one bare block, as librdkafka writes it', async () => {
    expect(plain.equals(await codecOf(CompressionTypes.Snappy).decompress(snappy.compress(plain)))).toBe(true);
  });

  it('gives LZ4 back as one buffer, however many blocks its frame has', async () => {
    const packed = Buffer.from(lz4.compress(plain));
    const unpacked = await codecOf(CompressionTypes.LZ4).decompress(packed);
    expect(Buffer.isBuffer(unpacked)).toBe(true);
    expect(unpacked.equals(plain)).toBe(true);
  });
});
