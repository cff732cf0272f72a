import type { TrialAttempt } from '@aftercall/wire-format';
import type { EndedAttempt } from '../steps/step.ts';

/** An attempt as trials tell it. */
export function trialAttempt(attempt: EndedAttempt): TrialAttempt {
  const { number, status, cause, startedAt, durationMs, request, response } = attempt;
  return {
    number,
    status,
    cause,
    startedAt: startedAt.toISOString(),
    durationMs,
    request,
    response: response && {
      status: response.status,
      headers: response.headers,
      body: response.body,
      bodyBytes: response.bodyBytes,
      isTruncated: response.isTruncated,
    },
  };
}
