import type { RequestBody } from '../document/nodes/api-request.ts';
import type { Rendering, RenderedRequest, RenderProblem } from './exchange.ts';
import { compileBody } from './render-body.ts';
import { compileHeaders } from './render-headers.ts';
import type { Scope } from './scope.ts';
import { compileTemplate, mustCompile, renderText } from './template.ts';
import { encodePart, renderUrl } from './url-template.ts';

interface RequestParts {
  method: string;
  url: string;
  query: readonly { name: string; value: string }[];
  headers: readonly { name: string; value: string }[];
  body?: RequestBody | null | undefined;
}

/**
 * A request of the document as a function of the scope.
 * @throws Error when a text in it does not compile; the check `templates-compile` comes first.
 */
export function compileRequest({ method, url, query, headers, body }: RequestParts): (scope: Scope) => Rendering {
  const urlTemplate = mustCompile(compileTemplate(url.trim()));
  const addQuery = compileQuery(query);
  const headersPlan = compileHeaders(headers);
  const bodyPlan = body === undefined || body === null ? undefined : compileBody(body);
  return (scope) => {
    const renderedUrl = renderUrl(urlTemplate, scope);
    if (!renderedUrl.ok) return renderedUrl;
    const renderedHeaders = headersPlan(scope);
    if (!renderedHeaders.ok) return refuse('HEADER_INVALID', renderedHeaders.message);
    const request: RenderedRequest = {
      method,
      url: addQuery(renderedUrl.url, scope),
      headers: renderedHeaders.headers,
    };
    if (bodyPlan === undefined) return { ok: true, request };
    const renderedBody = bodyPlan(scope);
    if (!renderedBody.ok) return refuse('BODY_INVALID', renderedBody.message);
    return { ok: true, request: withBody(request, renderedBody.body) };
  };
}

/** An author's own Content-Type says more than ours: `application/vnd.api+json`. */
function withBody(request: RenderedRequest, body: NonNullable<RenderedRequest['body']>): RenderedRequest {
  const own = request.headers.find(isContentType);
  if (own === undefined) return { ...request, body };
  const headers = request.headers.filter((header) => !isContentType(header));
  return { ...request, headers, body: { contentType: own[1], text: body.text } };
}

function isContentType([name]: [string, string]): boolean {
  return name.toLowerCase() === 'content-type';
}

/** Adds the parameters behind those that the URL has already. */
function compileQuery(query: readonly { name: string; value: string }[]): (url: string, scope: Scope) => string {
  const templates = query.map(({ name, value }) => [encodePart(name), mustCompile(compileTemplate(value))] as const);
  return (url, scope) => {
    const added = templates.map(([name, value]) => `${name}=${encodePart(renderText(value, scope))}`).join('&');
    if (added === '') return url;
    const mark = url.includes('?') ? '&' : '?';
    return `${url}${/[?&]$/.test(url) ? '' : mark}${added}`;
  };
}

function refuse(code: RenderProblem['code'], message: string): Rendering {
  return { ok: false, problem: { code, message } };
}
