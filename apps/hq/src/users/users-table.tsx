import { ask, describeError, usePreferences, useText } from "@rapport/app-shell";
import { ROLES } from "@rapport/contract";
import { changeUser, makePasswordLink, type PasswordLink, type User } from "@rapport/contract/access";
import { DataTable, IconButton, Menu, type MenuEntry, Tag, type Tone, useFormats, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { usersQuery } from "./queries.ts";
import { userTexts } from "./texts.ts";

const MAIL_TONES = { waiting: "info", sent: "neutral", failed: "warn" } as const satisfies Record<NonNullable<User["mail"]>["state"], Tone>;
const TONES = { invited: "info", active: "good", deactivated: "neutral" } as const satisfies Record<User["state"], Tone>;

export function UsersTable({
  users,
  onChange,
  onDeactivate,
  onLink,
}: {
  users: readonly User[];
  onChange: (user: User) => void;
  onDeactivate: (user: User) => void;
  onLink: (user: User, link: PasswordLink) => void;
}) {
  const text = useText(userTexts);
  const formats = useFormats();
  const toast = useToast();
  const queryClient = useQueryClient();
  const { appearance } = usePreferences();
  const warn = (error: unknown) => toast.warn(describeError(error, appearance.language).text);
  const makeLink = useMutation({
    mutationFn: (user: User) => ask(makePasswordLink, { params: { userId: user.id } }),
    onSuccess: (link, user) => onLink(user, link),
    onError: warn,
  });
  const letIn = useMutation({
    mutationFn: (user: User) => ask(changeUser, { params: { userId: user.id }, body: { active: true } }),
    async onSuccess({ name }) {
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
      toast.say(text("activated", { name }));
    },
    onError: warn,
  });
  const dropFactor = useMutation({
    mutationFn: (user: User) => ask(changeUser, { params: { userId: user.id }, body: { secondFactor: "off" } }),
    async onSuccess({ name }) {
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
      toast.say(text("factorRemoved", { name }));
    },
    onError: warn,
  });
  const entriesOf = (user: User): MenuEntry[] => {
    const edit: MenuEntry = { kind: "action", label: text("edit"), icon: "edit", onSelect: () => onChange(user) };
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
    <DataTable
      narrow="stack"
      caption={text("title")}
      rows={users}
      rowKey={({ id }) => id}
      columns={[
        { key: "name", header: text("name"), isRowHeader: true, cell: ({ name }) => name },
        { key: "email", header: text("email"), cell: ({ email }) => email },
        {
          key: "roles",
          header: text("roles"),
          cell: ({ roles }) => (
            <ul className="hq-user-roles">
              {roles.map(({ role, legalEntity }) => (
                <li key={`${role} ${legalEntity}`}>
                  {ROLES[role].words[appearance.language]}
                  {legalEntity !== null && <span className="r-faint"> · {legalEntity}</span>}
                </li>
              ))}
            </ul>
          ),
        },
        { key: "signedIn", header: text("signedIn"), cell: ({ lastSignInAt }) => (lastSignInAt === null ? text("never") : formats.dateTime(lastSignInAt)) },
        { key: "factor", header: text("factor"), cell: ({ secondFactor }) => text(secondFactor ? "factorOn" : "factorOff") },
        {
          key: "state",
          header: text("state"),
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
          cell: (user) => <Menu trigger={<IconButton label={text("actionsOf", { name: user.name })} icon="more" />} entries={entriesOf(user)} />,
        },
      ]}
    />
  );
}
