/* eslint-disable import-x/no-default-export -- these are CommonJS modules, which export one thing */
/** Inner parts of kafkajs that have no types of their own. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  interface Entry {
    readonly entry: { readonly correlationId: number };
    readonly expectResponse: boolean;
    readonly sendRequest: () => void;
  }
  class RequestQueue {
    constructor(settings: object);
    pending: unknown[];
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    push(request: Entry): void;
    scheduleCheckPendingRequests(): void;
    destroy(): void;
  }
  export default RequestQueue;
}

declare module 'snappyjs' {
  const snappy: { uncompress(compressed: Buffer, maxLength?: number): Buffer; compress(plain: Buffer): Buffer };
  export default snappy;
}

declare module 'lz4js' {
  const lz4: { decompress(frame: Uint8Array): Uint8Array; compress(plain: Uint8Array): Uint8Array };
  export default lz4;
}

declare module 'kafkajs/src/protocol/decoder.js' {
  class Decoder {
    constructor(buffer: Buffer);
    readVarInt(): number;
    readVarIntArray(reader: unknown): unknown;
  }
  export default Decoder;
}

declare module 'kafkajs/src/protocol/recordBatch/record/v0/decoder.js' {
  import type Decoder from 'kafkajs/src/protocol/decoder.js';
  interface DecodedRecord {
    readonly offset: string;
    readonly headers: Readonly<Record<string, Buffer | null | (Buffer | null)[]>>;
  }
  export default function decodeRecord(decoder: Decoder, batch: object): DecodedRecord;
}

declare module 'kafkajs/src/protocol/recordBatch/record/v0/index.js' {
  export default function encodeRecord(record: object): { readonly buffer: Buffer };
}
