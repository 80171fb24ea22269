import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { keptOrder, keptPages } from "./kept-pages.ts";

const SIX_MINUTES_AGO = () => Date.now() - 6 * 60_000;

/** Whether a list that is six minutes old is asked for when it is shown, when the window gets the focus, and when the network comes back. */
function asksAgain(options: typeof keptPages, change: (client: QueryClient) => unknown = () => undefined) {
  const client = new QueryClient();
  client.setQueryData(["list"], 1, { updatedAt: SIX_MINUTES_AGO() });
  change(client);
  const observer = new QueryObserver(client, { ...options, queryKey: ["list"], queryFn: () => 2 });
  const answer = [observer.shouldFetchOnReconnect(), observer.shouldFetchOnWindowFocus()];
  const stop = observer.subscribe(() => undefined);
  const onShow = observer.getCurrentResult().isFetching;
  stop();
  client.clear();
  return { onShow, onFocus: answer[1], onReconnect: answer[0] };
}

test("R12b the order of a list stays while somebody comes back to it, and is new for whoever comes to it anew", () => {
  expect(asksAgain(keptPages)).toEqual({ onShow: true, onFocus: true, onReconnect: true });
  expect(asksAgain(keptOrder({ isReturned: true }))).toEqual({ onShow: false, onFocus: false, onReconnect: false });
  expect(asksAgain(keptOrder({ isReturned: false }))).toEqual({ onShow: true, onFocus: false, onReconnect: false });
  const changed = (client: QueryClient) => client.invalidateQueries({ queryKey: ["list"] });
  expect(asksAgain(keptOrder({ isReturned: true }), changed).onShow).toBe(true);
});
