// The JSON API, as a page speaks it: the answer, or a Refusal with a sentence.

export class Refusal extends Error {
  constructor(message, field = "", status = 0) {
    super(message);
    this.field = field;
    this.status = status;
  }
}

export async function call(method, url, body) {
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refusal("The server does not answer. Is it running?");
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer?.success !== false) return answer;
  if (response.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  throw refusal(answer, response.status);
}

function refusal(answer, status) {
  const first = Array.isArray(answer) ? answer[0] : answer;
  const words = first?.errorMessage ?? first?.error ?? first?.message;
  return new Refusal(words || `The server answered ${status}.`, first?.propertyName ?? first?.field ?? "", status);
}
