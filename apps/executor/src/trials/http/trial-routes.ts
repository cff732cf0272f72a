import type { FastifyReply, FastifyRequest } from 'fastify';
import { replayPreviewQuestion, testRequestQuestion, testRunQuestion, type TrialProblem } from '@aftercall/wire-format';
import type { z } from 'zod';
import { workspaceOf } from '../../plumbing/http/internal-routes.ts';
import type { Routes } from '../../plumbing/http/routes.ts';
import { untilGone } from '../../plumbing/http/until-gone.ts';
import type { PreviewReplay } from '../preview/preview-replay.ts';
import type { SendTestRequest } from '../send/send-test-request.ts';
import type { StartTestRun } from '../test-run/start-test-run.ts';
import type { TrialLimits } from '../trial-limits.ts';

/** A flow has at most 1 MB, and so has a sample with its answers; escapes make them longer. */
const MAX_QUESTION_BYTES = 8 * 1024 * 1024;

interface Trials {
  sendTestRequest: SendTestRequest;
  startTestRun: StartTestRun;
  previewReplay: PreviewReplay;
  limits: { send: TrialLimits; run: TrialLimits; preview: TrialLimits };
}

/** What the registry asks for authors. When it hangs up, what was begun is ended. Nothing of it is logged. */
export function trialRoutes({ sendTestRequest, startTestRun, previewReplay, limits }: Trials): Routes {
  return (app) => {
    app.post('/internal/test-requests', { bodyLimit: MAX_QUESTION_BYTES }, (request, reply) =>
      answer(request, reply, testRequestQuestion, (workspace, question, signal) =>
        limits.send.within(workspace, () => sendTestRequest.send(workspace, question, signal)),
      ),
    );
    app.post('/internal/test-runs', { bodyLimit: MAX_QUESTION_BYTES }, (request, reply) =>
      answer(request, reply, testRunQuestion, (workspace, question, signal) =>
        limits.run.within(workspace, () => startTestRun.run(workspace, question, signal)),
      ),
    );
    app.post('/internal/previews', { bodyLimit: MAX_QUESTION_BYTES }, (request, reply) =>
      answer(request, reply, replayPreviewQuestion, (workspace, question, signal) =>
        limits.preview.within(workspace, () => previewReplay.preview(workspace, question, signal)),
      ),
    );
  };
}

async function answer<Question, Answer>(
  request: FastifyRequest,
  reply: FastifyReply,
  schema: z.ZodType<Question>,
  work: (workspace: string, question: Question, signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | { problems: TrialProblem[] }> {
  const asked = schema.safeParse(request.body);
  if (!asked.success) return { problems: asked.error.issues.map(problemOf) };
  return work(workspaceOf(request), asked.data, untilGone(reply));
}

/** What callers typed lies under `input` there as here; the words never repeat a value. */
function problemOf({ path, message }: z.core.$ZodIssue): TrialProblem {
  const place = path.map(String);
  return { code: 'INVALID', path: ['input', ...place], message: `${place.join('.')} cannot be read: ${message}` };
}
