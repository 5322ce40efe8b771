/** What a prompt can leave open, for the hint under an editor. */
export function VariablesNote() {
  return (
    <>
      Words in double braces are filled in for each email: <code>{"{{sender_name}}"}</code>,{" "}
      <code>{"{{subject}}"}</code> and <code>{"{{today}}"}</code> from the email itself, others such as{" "}
      <code>{"{{company}}"}</code> from the lab’s settings. Rewrites keep all of them.
    </>
  );
}
