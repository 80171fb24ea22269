import type { Reply } from "@rapport/contract";
import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { answerClientRequest, type listClientRequests, type RequestAnswer, seeClientAnswer } from "@rapport/contract/clienteling";
import { Button, Icon, IconButton, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { NotApproved, useApprovals } from "../approval/approval.tsx";
import { useRefreshBooks, useUndoable } from "../client-book/use-undo.ts";
import { requestTexts } from "./request-texts.ts";
import { requestsQuery } from "./requests-query.ts";
import { Who } from "./who.tsx";

type Requests = Reply<typeof listClientRequests>;

/** What colleagues ask about clients of the associate, and the answers to what they asked (TD7). Shows nothing when there is nothing. */
export function Requests() {
  const text = useText(requestTexts);
  const formats = useFormats();
  const { data } = useQuery(requestsQuery);
  if (data === undefined) return null;
  const { asked, answers, total, answersTotal } = data;
  return (
    <>
      {asked.length > 0 && (
        <section className="today-part" aria-labelledby="today-asked">
          <h3 id="today-asked">
            <Icon name="chat" size={18} />
            {text("asked")} <span className="r-muted r-num">{formats.number(total)}</span>
          </h3>
          <ul>
            {asked.map((request) => (
              <AskedOfMe key={request.id} request={request} />
            ))}
          </ul>
          {total > asked.length && <p className="r-muted">{text("firstOf", { shown: formats.number(asked.length), total: formats.number(total) })}</p>}
        </section>
      )}
      {answers.length > 0 && (
        <section className="today-part" aria-labelledby="today-answers">
          <h3 id="today-answers">
            <Icon name="check" size={18} />
            {text("answers")} <span className="r-muted r-num">{formats.number(answersTotal)}</span>
          </h3>
          <ul>
            {answers.map((answer) => (
              <AnswerToMe key={answer.id} answer={answer} />
            ))}
          </ul>
          {answersTotal > answers.length && (
            <p className="r-muted">{text("newestOf", { shown: formats.number(answers.length), total: formats.number(answersTotal) })}</p>
          )}
        </section>
      )}
    </>
  );
}

export function useWhen(): (at: string) => string {
  const text = useText(requestTexts);
  const formats = useFormats();
  return (at) => formats.relativeDay(at) ?? text("onDay", { day: formats.dayAndMonth(at) });
}

function AskedOfMe({ request: { id, client, by, text: message, at } }: { request: Requests["asked"][number] }) {
  const { appearance } = usePreferences();
  const text = useText(requestTexts);
  const when = useWhen();
  const toast = useToast();
  const say = useUndoable();
  const refresh = useRefreshBooks();
  const { askOrApprove } = useApprovals();
  const names = { client: client.name, name: by };
  const answer = useMutation({
    mutationFn: (given: RequestAnswer) => askOrApprove(answerClientRequest, { params: { requestId: id }, body: { answer: given } }),
    onSuccess: ({ undo }, given) => {
      if (given === "given") say(text("given", names), undo);
      else toast.say(text(given === "done" ? "doneSaid" : "declinedSaid", names));
    },
    onError: (error) => {
      if (!(error instanceof NotApproved)) toast.warn(describeError(error, appearance.language).text);
    },
    onSettled: refresh,
  });
  const button = (given: RequestAnswer, look: { name: "giveTo" | "doneWith" | "declineTo"; label: "give" | "done" | "decline" }) => (
    <Button
      variant={given === "declined" ? "quiet" : "secondary"}
      aria-label={text(look.name, names)}
      busy={answer.isPending && answer.variables === given}
      onClick={() => !answer.isPending && answer.mutate(given)}
    >
      {text(look.label)}
    </Button>
  );
  return (
    <li className="today-row today-request">
      <Who client={client}>
        <p className="today-why">{text("askedBy", { name: by, when: when(at) })}</p>
        {message !== "" && <p className="today-message">{message}</p>}
      </Who>
      <div className="today-answers">
        {button("given", { name: "giveTo", label: "give" })}
        {button("done", { name: "doneWith", label: "done" })}
        {button("declined", { name: "declineTo", label: "decline" })}
      </div>
    </li>
  );
}

function AnswerToMe({ answer: { id, client, answer, by, text: message, at } }: { answer: Requests["answers"][number] }) {
  const { appearance } = usePreferences();
  const text = useText(requestTexts);
  const when = useWhen();
  const toast = useToast();
  const refresh = useRefreshBooks();
  const see = useMutation({
    mutationFn: () => ask(seeClientAnswer, { params: { requestId: id } }),
    onError: (error) => toast.warn(describeError(error, appearance.language).text),
    onSettled: refresh,
  });
  return (
    <li className="today-row">
      <Who client={client}>
        <p className="today-why">{text(`answer.${answer}`)}</p>
        {message !== "" && <p className="today-message">{message}</p>}
        <p className="today-why r-small">{by === null ? when(at) : text("answeredBy", { name: by, when: when(at) })}</p>
      </Who>
      <div className="today-answers">
        <IconButton label={text("seen", { client: client.name })} icon="check" onClick={() => !see.isPending && see.mutate()} />
      </div>
    </li>
  );
}
