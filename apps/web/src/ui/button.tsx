import type { ComponentProps, ReactNode } from "react";
import { Link } from "wouter";
import { Icon, type IconName } from "./icon.tsx";
import "./button.css";

type Look = "primary" | "secondary" | "quiet" | "danger";

interface ButtonProps extends Omit<ComponentProps<"button">, "className"> {
  readonly look?: Look;
  readonly icon?: IconName;
  readonly wide?: boolean;
  /** While busy a second press does nothing, yet the button keeps its focus. */
  readonly busy?: boolean;
}

function classes(look: Look, wide: boolean): string {
  return `button button-${look}${wide ? " button-wide" : ""}`;
}

export function Button({
  look = "primary",
  icon,
  wide = false,
  busy = false,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classes(look, wide)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon name={icon} size={20} />}
      {children}
    </button>
  );
}

interface ButtonLinkProps {
  readonly href: string;
  readonly look?: Look;
  readonly icon?: IconName;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A link with the weight of a button. */
export function ButtonLink({ href, look = "primary", icon, wide = false, children }: ButtonLinkProps) {
  return (
    <Link href={href} className={classes(look, wide)}>
      {icon && <Icon name={icon} size={20} />}
      {children}
    </Link>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
}

export function IconButton({ icon, label, onClick }: IconButtonProps) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
