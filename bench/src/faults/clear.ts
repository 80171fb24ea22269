/** True for a clear refusal: a sentence that says what is wrong, and that it will pass. */
export function isClear({ status, body }: { status: number; body: string }): boolean {
  return status === 503 && /[a-z]+ [a-z]+ [a-z]+/i.test(detailOf(body));
}

function detailOf(body: string): string {
  try {
    const { detail } = JSON.parse(body) as { detail?: unknown };
    return String(detail);
  } catch {
    return body;
  }
}
