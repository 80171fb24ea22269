import { ask, useText } from "@rapport/app-shell";
import { AddressBookCode } from "@rapport/contract";
import { AddressBook, deleteAddressBook, getAddressBook, putAddressBook } from "@rapport/contract/organisation";
import { Loaded, TextField } from "@rapport/ui";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { InEntity } from "../legal-entities/entity-page.tsx";
import { CodeField } from "../records/code-field.tsx";
import { RecordPage } from "../records/record-page.tsx";
import { bookQueries, type StoredBook } from "./queries.ts";
import { bookTexts } from "./texts.ts";

const Form = AddressBook.pick({ name: true }).extend({ code: AddressBookCode });

export function NewAddressBookPage() {
  const text = useText(bookTexts);
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <Fields legalEntity={entity.code} book={undefined} />}
    </InEntity>
  );
}

export function AddressBookPage() {
  const text = useText(bookTexts);
  const { code } = useParams({ from: "/signed-in/address-books/of/$code" });
  return (
    <InEntity title={text("title")} permission="organisation.manage">
      {(entity) => <One key={`${entity.code} ${code}`} legalEntity={entity.code} code={code} />}
    </InEntity>
  );
}

function One(params: { legalEntity: string; code: string }) {
  return <Loaded query={useQuery(bookQueries.oneQuery(params))}>{(book) => <Fields legalEntity={params.legalEntity} book={book} />}</Loaded>;
}

function Fields({ legalEntity, book }: { legalEntity: string; book: StoredBook | undefined }) {
  const text = useText(bookTexts);
  const params = { legalEntity, code: book?.code ?? "" };
  return (
    <RecordPage
      newTitle={text("new")}
      list={{ to: "/address-books", title: text("title") }}
      schema={Form}
      labels={{ code: text("code"), name: text("name") }}
      stored={book}
      titleOf={({ name }) => name}
      blank={{ code: "", name: "" }}
      valuesOf={({ code, name }) => ({ code, name })}
      put={({ code, ...body }, version) => ask(putAddressBook, { params: { legalEntity, code }, query: { version }, body })}
      newest={() => ask(getAddressBook, { params })}
      setActive={(active, version) => ask(putAddressBook, { params, query: { version }, body: { active } })}
      remove={(version) => ask(deleteAddressBook, { params, query: { version } })}
      queryKey={bookQueries.key}
    >
      {(form) => (
        <>
          <CodeField isNew={book === undefined} label={text("code")} hint={text("codeHint")} {...form.field("code")} />
          <TextField label={text("name")} autoComplete="off" {...form.field("name")} />
        </>
      )}
    </RecordPage>
  );
}
