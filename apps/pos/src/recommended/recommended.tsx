import { queryOptions, useQuery } from "@tanstack/react-query";
import type { CustomerId, Reply } from "@rapport/contract";
import { getRecommendations } from "@rapport/contract/clienteling";
import { Button, Card, EmptyState, Loaded, SkeletonLines, useFormats } from "@rapport/ui";
import { ask, useText } from "@rapport/app-shell";
import "./recommended.css";
import { recommendedTexts } from "./texts.ts";

/** Asked again whenever it is shown: who opts out gets none at once (case 66). */
function recommendationsQuery(customerId: CustomerId) {
  return queryOptions({ queryKey: ["recommendations", customerId], queryFn: () => ask(getRecommendations, { params: { customerId } }), gcTime: 0 });
}

/** What may suit a customer, each with its reason; the reason leads to their own purchases of it. */
export function Recommended({ customerId, name, onFind }: { customerId: CustomerId; name: string; onFind: (article: string) => void }) {
  const text = useText(recommendedTexts);
  const query = useQuery(recommendationsQuery(customerId));
  return (
    <Card title={text("title")} className="recommended">
      <Loaded
        query={query}
        skeleton={<SkeletonLines />}
        isEmpty={({ recommendations }) => recommendations.length === 0}
        empty={
          query.data?.optedOut === true ? (
            <EmptyState icon="eyeOff" title={text("optedOutTitle")} text={text("optedOutText", { name })} />
          ) : (
            <EmptyState icon="bag" title={text("emptyTitle")} text={text("emptyText", { name })} />
          )
        }
      >
        {(found) => <Found found={found} name={name} onFind={onFind} />}
      </Loaded>
    </Card>
  );
}

function Found({
  found: { recommendations, latelyDays, madeAt, comparedOfThousand },
  name,
  onFind,
}: {
  found: Reply<typeof getRecommendations>;
  name: string;
  onFind: (article: string) => void;
}) {
  const text = useText(recommendedTexts);
  const formats = useFormats();
  const isPart = comparedOfThousand !== null && comparedOfThousand < 1000;
  return (
    <>
      <ol className="recommendations">
        {recommendations.map(({ article, because, people }) => (
          <li key={article}>
            <h3>{article}</h3>
            <p className="r-muted">{text(isPart ? "becauseOfPart" : "because", { article: because, shown: formats.number(people) })}</p>
            <Button variant="quiet" aria-label={text("find", { article: because })} onClick={() => onFind(because)}>
              {text("show")}
            </Button>
          </li>
        ))}
      </ol>
      <p className="r-small r-faint">
        {text("how", { name, days: formats.number(latelyDays) })} {isPart && text("part", { shown: formats.number(comparedOfThousand) })}{" "}
        {madeAt !== null && text("made", { when: formats.dateTime(madeAt) })}
      </p>
    </>
  );
}
