import { Badge } from "@/app/_components/ui/badge";

export interface World {
  name: string;
  title: string;
  description: string;
}

/** The worlds by the name that chooses them. */
export function WorldTable({ worlds, defaultWorld }: { worlds: readonly World[]; defaultWorld: string }) {
  return (
    <ul aria-label="Worlds" className="max-w-4xl">
      {worlds.map(({ name, title, description }) => (
        <li key={name} className="grid gap-x-4 border-t py-2 sm:grid-cols-[12rem_14rem_1fr]">
          <h3 className="font-semibold">{title}</h3>
          <p>
            <code>{name}</code> {name === defaultWorld && <Badge>unless told otherwise</Badge>}
          </p>
          <p className="max-w-3xl">{description}</p>
        </li>
      ))}
    </ul>
  );
}
