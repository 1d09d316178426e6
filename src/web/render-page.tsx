import { html } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Assets } from './read-assets.ts';
import { Layout } from './views/layout.tsx';
import type { Place } from './views/layout.tsx';
import { ProblemPage } from './views/problem-page.tsx';
import type { WebRequest } from './web-context.ts';

export type RenderPage = (
  c: WebRequest,
  page: { title: string; place: Place; status?: ContentfulStatusCode },
  content: Child,
) => Promise<Response>;

/** Puts a page in its frame. All markup comes from JSX, which escapes; there is no other way to write HTML here. */
export function createRenderPage(assets: Assets): RenderPage {
  return async (c, { title, place, status = 200 }, content) => {
    const page = (
      <Layout title={title} assets={assets} account={c.get('account') ?? null} place={place}>
        {content}
      </Layout>
    );
    return c.html(html`<!doctype html>${page}`, status);
  };
}

export async function renderProblem(
  render: RenderPage,
  c: WebRequest,
  status: ContentfulStatusCode,
  { title, text }: { title: string; text: string },
): Promise<Response> {
  return render(c, { title, place: null, status }, <ProblemPage title={title} text={text} />);
}
