import type { TestRequestResult, TrialAttempt } from '@aftercall/wire-format';

/** What `text` gives by default; the same number stands in the SDL. */
export const SHORT_CHARACTERS = 262_144;

export type TestDataView = NonNullable<TestRequestResult['data']>;

type Pairs = readonly (readonly [string, string])[];

/** A result as GraphQL shows it: header pairs become objects, instants become dates. */
export function testRequestView(result: TestRequestResult) {
  const { meta } = result;
  const { tls, request, responseHeaders, attempts, startedAt } = meta;
  return {
    ...result,
    meta: {
      ...meta,
      startedAt: new Date(startedAt),
      request: requestView(request),
      responseHeaders: headersView(responseHeaders),
      tls: tls && {
        ...tls,
        peer: certificateView(tls.peer),
        clientCertificate: certificateView(tls.clientCertificate),
      },
      attempts: attempts.map(trialAttemptView),
    },
  };
}

/** One request of a trial. */
export function trialAttemptView({ startedAt, request, response, ...attempt }: TrialAttempt) {
  return {
    ...attempt,
    startedAt: new Date(startedAt),
    request: requestView(request),
    // Nothing of a trial is kept, so nothing of it can be kept too long.
    response: response && { ...response, headers: headersView(response.headers), isExpired: false },
  };
}

export function requestView(request: TestRequestResult['meta']['request']) {
  return request && { ...request, headers: headersView(request.headers) };
}

function headersView(headers: Pairs) {
  return headers.map(([name, value]) => ({ name, value }));
}

type Certificate = NonNullable<NonNullable<TestRequestResult['meta']['tls']>['peer']>;

function certificateView(certificate: Certificate | null) {
  return (
    certificate && {
      ...certificate,
      validFrom: instantOf(certificate.validFrom),
      validTo: instantOf(certificate.validTo),
    }
  );
}

function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
