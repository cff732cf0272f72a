import { z } from 'zod';
import type { Json } from '../json.ts';

/** Any JSON value, kept as it is. */
export const json = z.custom<Json>((value) => value !== undefined, { error: 'must be a JSON value' });

/** One line of a header, query or form table. The name is literal; the value is a template. */
export const nameAndValue = z.strictObject({ name: z.string().default(''), value: z.string().default('') });

/** What people call the node; its key when it has none. */
export const nodeName = z.string().max(120).optional();

/** Where the Studio draws the node; it never changes what runs. */
export const nodePosition = z.strictObject({ x: z.number(), y: z.number() }).optional();
