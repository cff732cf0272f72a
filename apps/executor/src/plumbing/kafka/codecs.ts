import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';
import snappy from 'snappyjs';

/** How one compression packs the records of a batch. */
interface Codec {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>;
  decompress(packed: Buffer): Promise<Buffer>;
}

/**
 * Java's clients write snappy in the frame of xerial/snappy-java: these eight bytes, two versions of four bytes each, then
 * blocks, each behind its length (four bytes, big-endian). librdkafka writes one bare block.
 */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

const snappyCodec: Codec = {
  compress: (encoder) => Promise.resolve(snappy.compress(encoder.buffer)),
  decompress: (packed) => Promise.resolve(unpackSnappy(packed)),
};

/** LZ4 in its frame format, as Kafka's record batches (magic 2) have it. */
const lz4Codec: Codec = {
  compress: (encoder) => Promise.resolve(Buffer.from(lz4.compress(encoder.buffer))),
  decompress: (packed) => Promise.resolve(Buffer.from(lz4.decompress(packed))),
};

const zstdCodec: Codec = {
  compress: (encoder) => promisify(zstdCompress)(encoder.buffer),
  decompress: (packed) => promisify(zstdDecompress)(packed),
};

/**
 * Teaches kafkajs the compressions that it does not bring (gzip it does): which one a producer takes is its own affair, and
 * one that cannot be read would stop the partition for everybody.
 */
export function learnCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  CompressionCodecs[CompressionTypes.Snappy] = () => snappyCodec;
  CompressionCodecs[CompressionTypes.LZ4] = () => lz4Codec;
  CompressionCodecs[CompressionTypes.ZSTD] = () => zstdCodec;
}

function unpackSnappy(packed: Buffer): Buffer {
  if (!packed.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return snappy.uncompress(packed);
  const blocks: Buffer[] = [];
  let at = XERIAL_HEADER_BYTES;
  while (at < packed.length) {
    const blockBytes = packed.readInt32BE(at);
    at += 4;
    blocks.push(snappy.uncompress(packed.subarray(at, at + blockBytes)));
    at += blockBytes;
  }
  return Buffer.concat(blocks);
}
