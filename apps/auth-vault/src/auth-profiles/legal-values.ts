import { z } from 'zod';

/** Long enough for a signed token with many claims; servers commonly refuse a header section beyond 8 to 16 KiB. */
const longestValue = 8192;

const withoutLineBreaks = /^[^\r\n\0]*$/;

/** Text that can stand in a query, a form or a JSON body. Line breaks would let it forge what comes after it. */
export const plainValue = z
  .string()
  .min(1)
  .max(longestValue)
  .regex(withoutLineBreaks, 'must not hold CR, LF or NUL')
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode');

/** Text that can stand in a header as it is: RFC 9110 section 5.5, without the obsolete bytes above ASCII. */
export const headerValue = z
  .string()
  .min(1)
  .max(longestValue)
  .regex(withoutLineBreaks, 'must not hold CR, LF or NUL')
  .regex(/^[\r\n\0\t -~]*$/, 'must be visible ASCII: a header cannot carry other characters')
  .regex(/^(?![\t ])[^]*(?<![\t ])$/, 'must not begin or end with a blank: it would be lost on the way');

/** A Bearer token: RFC 6750 section 2.1 allows fewer characters, but real issuers use all that are visible. */
export const bearerToken = headerValue.regex(/^[^\t ]*$/, 'must not hold blanks; give the token without "Bearer "');

/** RFC 7617 section 2: no control characters, and the first colon ends the user name. Either may be empty, not both. */
const basicText = z
  .string()
  .max(longestValue / 2)
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must not hold control characters such as CR, LF or NUL')
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode');
export const basicUsername = basicText.regex(/^[^:]*$/, 'must not hold a colon: Basic ends the user name at it');
export const basicPassword = basicText;

/** The name of a query parameter or body field. */
export const fieldName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must not hold control characters')
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')
  .refine((text) => text !== '__proto__', 'is a name that JSON libraries refuse; choose another');

/** Headers that belong to the connection or the message: whoever sets them can make one request look like two. */
const headersOfTheClient: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  'keep-alive',
  'te',
  'trailer',
  'upgrade',
  'expect',
]);

/** A field name of RFC 9110 section 5.1 that a profile may set. */
export const headerName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]*$/, 'must be a header name: letters, digits and "-", no blanks or colon')
  .refine(
    (name) => !headersOfTheClient.has(name.toLowerCase()) && !/^proxy-/i.test(name),
    'is set by the sender of the request itself; choose another header',
  );
