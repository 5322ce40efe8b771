import type { APIResponse } from "@playwright/test";
import { expect, test, uniqueName } from "./fixtures";

const straight = { maxRedirects: 0 };

/** Both forms of an address. */
const forms = (path: string) => [path, path === "/" ? path : `${path}/`];

for (const path of ["/api/health", "/api/prompt-labs", "/api/prompt-labs/default", "/api/emails"]) {
  for (const form of forms(path)) {
    test(`GET ${form} answers without a redirect`, async ({ request }) => {
      const response = await request.get(form, straight);
      expect(response.status()).toBe(200);
      expect(response.headers()["content-type"]).toContain("application/json");
    });
  }
}

for (const form of forms("/api/generate-synthetic-email")) {
  test(`POST ${form} keeps its body`, async ({ request, api }) => {
    const lab = await api.newLab(uniqueName("Slash"));
    const response = await request.post(form, { ...straight, data: { scenario: "inquiry", labId: lab.id } });
    expect(response.status()).toBe(201);
    expect((await response.json()).labId).toBe(lab.id);
    expect(await api.emails(lab.id)).toHaveLength(1);
  });
}

for (const path of ["/labs", "/labs/default"]) {
  for (const form of forms(path)) {
    test(`the page ${form} answers without a redirect`, async ({ page, request }) => {
      expect((await request.get(form, straight)).status()).toBe(200);
      await page.goto(form);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page).toHaveURL(form);
    });
  }
}

test.describe("problems over real HTTP", () => {
  async function expectProblem(response: APIResponse, status: number, detail: RegExp | string) {
    expect(response.status()).toBe(status);
    expect(response.headers()["content-type"]).toContain("application/problem+json");
    const problem = await response.json();
    expect(problem).toMatchObject({ status, title: expect.any(String), type: expect.any(String) });
    expect(problem.detail).toMatch(detail);
    return problem;
  }

  for (const form of forms("/api/no-such-thing")) {
    test(`404 for ${form}`, async ({ request }) => {
      for (const method of ["GET", "POST"])
        await expectProblem(await request.fetch(form, { ...straight, method }), 404, /./);
    });
  }

  test("404 for an email that is not there", async ({ request }) => {
    const id = "01990000-0000-7000-8000-000000000000";
    await expectProblem(await request.get(`/api/emails/${id}/`), 404, id);
  });

  test("400 names each bad field", async ({ request }) => {
    const response = await request.post("/api/prompt-labs/", { data: { name: " ", prompt: 7 } });
    const { errors } = await expectProblem(response, 400, /body\./);
    expect(errors.map(({ path }: { path: string }) => path).sort()).toEqual(["body.name", "body.prompt"]);
  });

  test("400 for a body that is not JSON", async ({ request }) => {
    const response = await request.post("/api/prompt-labs/", {
      headers: { "content-type": "application/json" },
      data: Buffer.from("{ broken"),
    });
    await expectProblem(response, 400, /not valid JSON/);
  });

  test("413 for a body over the limit", async ({ request }) => {
    const response = await request.post("/api/prompt-labs/", {
      data: { name: "Large", prompt: "x".repeat(3 * 1024 * 1024) },
    });
    await expectProblem(response, 413, /larger than/);
  });

  test("415 for another content type", async ({ request }) => {
    const response = await request.post("/api/prompt-labs/", {
      headers: { "content-type": "text/plain" },
      data: Buffer.from('{"name":"A","prompt":"B"}'),
    });
    await expectProblem(response, 415, /application\/json/);
  });

  test("403 for a change that another site's page asks for", async ({ request }) => {
    const response = await request.post("/api/prompt-labs/", {
      headers: { origin: "https://elsewhere.example" },
      data: { name: "A", prompt: "B" },
    });
    await expectProblem(response, 403, /elsewhere\.example/);
  });

  test("401 for the cron route without its secret", async ({ request }) => {
    await expectProblem(await request.get("/api/cron/optimize/"), 401, /./);
  });
});
