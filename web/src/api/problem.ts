import { t } from '$/i18n/index.svelte';

export interface FieldProblem {
  pointer: string;
  code: string;
  message: string;
}

interface ProblemBody {
  title: string;
  detail: string;
  status: number;
  slug: string;
  request_id?: string;
  errors?: FieldProblem[];
  [extra: string]: unknown;
}

/** A request that failed: what the server said (RFC 9457), or that it could not be reached. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';

  constructor(
    readonly status: number,
    readonly slug: string,
    readonly title: string,
    readonly detail: string,
    readonly requestId: string | null = null,
    readonly errors: FieldProblem[] = [],
    readonly extra: Record<string, unknown> = {},
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(slug);
  }

  /** The messages by field name: "/members/0/full_name" → "members/0/full_name". */
  get byField(): Record<string, string> {
    return Object.fromEntries(this.errors.map(({ pointer, message }) => [pointer.replace(/^[/?]/, ''), message]));
  }
}

export function unreachable(): ApiProblem {
  return new ApiProblem(0, 'unreachable', t('ui.problem.unreachable'), t('ui.problem.unreachable_detail'));
}

/** What an answer of this text refuses. */
export function problemIn({ status, headers }: Response, text: string): ApiProblem {
  const after = Number(headers.get('Retry-After'));
  const retryAfter = Number.isFinite(after) && after > 0 ? after : null;
  try {
    const { title, detail, slug, request_id, errors, ...extra } = JSON.parse(text) as ProblemBody;
    return new ApiProblem(status, slug, title, detail, request_id, errors, extra, retryAfter);
  } catch {
    // Not one of our answers: a proxy on the way.
    const requestId = headers.get('X-Request-Id');
    return new ApiProblem(status, 'unknown', t('ui.problem.unknown'), t('ui.problem.unknown_detail'), requestId, [], {}, retryAfter);
  }
}

/** As `problemIn`; one that was cut short is no answer at all. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  return response.text().then((text) => problemIn(response, text), unreachable);
}

/** Any thrown thing as a problem that can be shown. */
export function asProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ApiProblem) return thrown;
  console.error(thrown);
  return new ApiProblem(0, 'unexpected', t('ui.problem.unexpected'), t('ui.problem.unexpected_detail'));
}
