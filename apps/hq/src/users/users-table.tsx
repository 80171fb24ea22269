import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { ROLES } from "@rapport/contract";
import { changeUser, makePasswordLink, type PasswordLink, type User } from "@rapport/contract/access";
import { IconButton, Menu, type MenuEntry, Tag, type Tone, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { askedFor } from "../records/list-search.ts";
import { RecordList } from "../records/list-page.tsx";
import { readUsers, USER_SORTS, USERS_KEY, usersQuery } from "./queries.ts";
import { userTexts } from "./texts.ts";

const MAIL_TONES = { waiting: "info", sent: "neutral", failed: "warn" } as const satisfies Record<NonNullable<User["mail"]>["state"], Tone>;
const TONES = { invited: "info", active: "good", deactivated: "neutral" } as const satisfies Record<User["state"], Tone>;

export function UsersTable({
  create,
  onDeactivate,
  onLink,
}: {
  create: ReactNode;
  onDeactivate: (user: User) => void;
  onLink: (user: User, link: PasswordLink) => void;
}) {
  const text = useText(userTexts);
  const formats = useFormats();
  const toast = useToast();
  const queryClient = useQueryClient();
  const { appearance } = usePreferences();
  const navigate = useNavigate();
  const search = useSearch({ from: "/signed-in/users" });
  const query = useQuery(usersQuery(askedFor(search, { sorts: USER_SORTS })));
  const roleName = (role: User["roles"][number]["role"]) => ROLES[role].words[appearance.language];
  const warn = (error: unknown) => toast.warn(describeError(error, appearance.language).text);
  const makeLink = useMutation({
    mutationFn: (user: User) => ask(makePasswordLink, { params: { userId: user.id } }),
    onSuccess: (link, user) => onLink(user, link),
    onError: warn,
  });
  const letIn = useMutation({
    mutationFn: (user: User) => ask(changeUser, { params: { userId: user.id }, body: { active: true } }),
    async onSuccess({ name }) {
      await queryClient.invalidateQueries({ queryKey: [USERS_KEY] });
      toast.say(text("activated", { name }));
    },
    onError: warn,
  });
  const dropFactor = useMutation({
    mutationFn: (user: User) => ask(changeUser, { params: { userId: user.id }, body: { secondFactor: "off" } }),
    async onSuccess({ name }) {
      await queryClient.invalidateQueries({ queryKey: [USERS_KEY] });
      toast.say(text("factorRemoved", { name }));
    },
    onError: warn,
  });
  const entriesOf = (user: User): MenuEntry[] => {
    const edit: MenuEntry = {
      kind: "action",
      label: text("edit"),
      icon: "edit",
      onSelect: () => void navigate({ to: "/users/of/$userId", params: { userId: user.id } }),
    };
    if (user.state === "deactivated") return [edit, { kind: "action", label: text("activate"), icon: "return", onSelect: () => letIn.mutate(user) }];
    return [
      edit,
      { kind: "action", label: text("link"), icon: "mail", onSelect: () => makeLink.mutate(user) },
      ...(user.secondFactor ? [{ kind: "action" as const, label: text("removeFactor"), icon: "undo" as const, onSelect: () => dropFactor.mutate(user) }] : []),
      { kind: "line" },
      { kind: "action", label: text("deactivate"), icon: "signOut", onSelect: () => onDeactivate(user) },
    ];
  };
  return (
    <RecordList
      name={text("title")}
      search={search}
      query={query}
      whole={async () => (await readUsers(askedFor(search, { sorts: USER_SORTS, whole: true }))).rows}
      rowKey={({ id }) => id}
      begin={{ title: text("empty"), text: text("emptyText") }}
      create={create}
      columns={[
        {
          key: "name",
          header: text("name"),
          isRowHeader: true,
          sortable: true,
          text: ({ name }) => name,
          cell: ({ id, name }) => (
            <Link to="/users/of/$userId" params={{ userId: id }}>
              {name}
            </Link>
          ),
        },
        { key: "email", header: text("email"), sortable: true, text: ({ email }) => email },
        {
          key: "roles",
          header: text("roles"),
          text: ({ roles }) => roles.map(({ role, legalEntity }) => [roleName(role), legalEntity ?? ""].filter((part) => part !== "").join(" · ")).join(", "),
          cell: ({ roles }) => (
            <ul className="hq-user-roles">
              {roles.map(({ role, legalEntity }) => (
                <li key={`${role} ${legalEntity}`}>
                  {roleName(role)}
                  {legalEntity !== null && <span className="r-faint"> · {legalEntity}</span>}
                </li>
              ))}
            </ul>
          ),
        },
        {
          key: "lastSignInAt",
          header: text("signedIn"),
          sortable: true,
          text: ({ lastSignInAt }) => lastSignInAt ?? text("never"),
          cell: ({ lastSignInAt }) => (lastSignInAt === null ? text("never") : formats.dateTime(lastSignInAt)),
        },
        { key: "factor", header: text("factor"), text: ({ secondFactor }) => text(secondFactor ? "factorOn" : "factorOff") },
        {
          key: "state",
          header: text("state"),
          text: ({ state, mail }) => [text(`state.${state}`), mail === null ? "" : text(`mail.${mail.state}`)].filter((part) => part !== "").join(", "),
          cell: ({ state, mail }) => (
            <span className="r-row">
              <Tag tone={TONES[state]}>{text(`state.${state}`)}</Tag>
              {mail !== null && <Tag tone={MAIL_TONES[mail.state]}>{text(`mail.${mail.state}`)}</Tag>}
            </span>
          ),
        },
        {
          key: "actions",
          header: text("actions"),
          isActions: true,
          text: () => "",
          cell: (user) => <Menu trigger={<IconButton label={text("actionsOf", { name: user.name })} icon="more" />} entries={entriesOf(user)} />,
        },
      ]}
    />
  );
}
