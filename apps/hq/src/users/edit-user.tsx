import { ask, useFormError, useText } from "@rapport/app-shell";
import { changeUser, inviteUser, NewUser, type PasswordLink, type User } from "@rapport/contract/access";
import { FormDialog, TextField, useForm, useToast } from "@rapport/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { usersQuery } from "./queries.ts";
import { RolesField } from "./roles-field.tsx";
import { userTexts } from "./texts.ts";

const Changed = NewUser.omit({ email: true });

export function InviteUser({ onClose, onInvited }: { onClose: () => void; onInvited: (user: User, link: PasswordLink) => void }) {
  const text = useText(userTexts);
  const queryClient = useQueryClient();
  const invite = useMutation({
    mutationFn: (body: z.output<typeof NewUser>) => ask(inviteUser, { body }),
    async onSuccess({ user, link }) {
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
      onInvited(user, link);
    },
  });
  const { refused, rest } = useFormError(invite.error, { schema: NewUser });
  const form = useForm({
    schema: NewUser,
    start: { email: "", name: "", roles: [{ role: "reader", legalEntity: null }] },
    busy: invite.isPending,
    refused,
    onSubmit: invite.mutate,
  });
  return (
    <FormDialog
      title={text("inviteTitle")}
      size="wide"
      form={form}
      error={rest}
      cancelLabel={text("cancel")}
      submitLabel={text("submitInvite")}
      onClose={onClose}
    >
      <TextField label={text("email")} type="email" autoComplete="off" {...form.field("email")} />
      <TextField label={text("name")} autoComplete="off" {...form.field("name")} />
      <RolesField roles={form.value("roles")} error={form.field("roles").error} onRoles={(roles) => form.set("roles", roles)} />
    </FormDialog>
  );
}

export function ChangeUser({ user, onClose }: { user: User; onClose: () => void }) {
  const text = useText(userTexts);
  const toast = useToast();
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: (body: z.output<typeof Changed>) => ask(changeUser, { params: { userId: user.id }, body }),
    async onSuccess({ name }) {
      await queryClient.invalidateQueries({ queryKey: usersQuery.queryKey });
      toast.say(text("changed", { name }));
      onClose();
    },
  });
  const { refused, rest } = useFormError(change.error, { schema: Changed });
  const form = useForm({ schema: Changed, start: { name: user.name, roles: user.roles }, busy: change.isPending, refused, onSubmit: change.mutate });
  return (
    <FormDialog
      title={text("editTitle", { name: user.name })}
      size="wide"
      form={form}
      error={rest}
      cancelLabel={text("cancel")}
      submitLabel={text("submitChange")}
      onClose={onClose}
    >
      <TextField label={text("name")} autoComplete="off" {...form.field("name")} />
      <RolesField roles={form.value("roles")} error={form.field("roles").error} onRoles={(roles) => form.set("roles", roles)} />
    </FormDialog>
  );
}
