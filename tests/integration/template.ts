/** Tables that the default lab fills, parents before their children. */
export const filledTables = ["labs", "prompts", "prompt_audit", "emails", "datasets", "cases"] as const;
