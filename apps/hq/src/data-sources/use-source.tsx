import { useText } from "@rapport/app-shell";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sourcesQuery } from "./queries.ts";
import { sourceName } from "./source-name.ts";
import { sourceTexts } from "./texts.ts";

/** The data source that an address names, with its name, both undefined until it is read, and the way to a page below its own. */
export function useSource({ rsid, dataSourceId }: { rsid: string; dataSourceId: string }) {
  const text = useText(sourceTexts);
  const source = useQuery(sourcesQuery(rsid)).data?.find((one) => String(one.data_source_id) === dataSourceId);
  const name = source && sourceName(source, text);
  const sources = (
    <Link to="/data-sources" search={{ suite: rsid }}>
      {text("sources.title")}
    </Link>
  );
  const own = (
    <Link to="/data-sources/$rsid/$dataSourceId" params={{ rsid, dataSourceId }}>
      {name}
    </Link>
  );
  return { source, name, trail: [{ key: "sources", link: sources }, ...(name === undefined ? [] : [{ key: "source", link: own }])] };
}
