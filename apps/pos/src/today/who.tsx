import type { ReactNode } from "react";
import type { ClientCard } from "@rapport/contract/clienteling";
import { Avatar } from "@rapport/ui";
import { Link } from "@tanstack/react-router";
import { photoAddress } from "../client-book/photo-address.ts";

/** A client on Today, with why they are there. */
export function Who({ client, children }: { client: ClientCard; children: ReactNode }) {
  return (
    <div className="today-who">
      <Avatar name={client.name} initials={client.initials} image={photoAddress(client)} />
      <div>
        <p className="today-name">
          <Link to="/customers/$customerId" params={{ customerId: client.customerId }}>
            {client.name}
          </Link>
        </p>
        {children}
      </div>
    </div>
  );
}
