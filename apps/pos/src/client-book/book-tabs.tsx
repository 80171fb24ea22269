import { Link } from "@tanstack/react-router";
import { useText } from "@rapport/app-shell";
import { useMay } from "../session/use-session.ts";
import { storeTexts } from "./store-texts.ts";

/** From the own book to the store's and back, for who may see both. */
export function BookTabs() {
  const text = useText(storeTexts);
  const both = [useMay("clientBook.view"), useMay("clientBook.viewStore")].every(Boolean);
  if (!both) return null;
  return (
    <nav className="book-tabs" aria-label={text("store.books")}>
      <Link to="/client-book" className="book-tab">
        {text("store.mine")}
      </Link>
      <Link to="/store-books" className="book-tab">
        {text("store.store")}
      </Link>
    </nav>
  );
}
