import { z } from 'zod';
import { problem } from '../domain/api.ts';
import { version } from '../domain/version.ts';
import { nowRoutes } from './nowRoutes.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

/** The OpenAPI 3.1 description of the API, made from the schemas that guard it. */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of [...routes, ...nowRoutes({ carrier: 'exchange', demo: null, alarms: [] })]) {
    const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`;
    const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }));
    paths[path] = {
      ...paths[path],
      [route.method]: {
        summary: route.about,
        security: [{ token: [] }, { session: [route.role] }],
        parameters: [...inPath, ...queryParameters(route.query)],
        ...(route.body
          ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } } }
          : {}),
        responses: {
          200: { description: 'The answer', content: contentOf(route.answer) },
          default: { description: 'A problem', content: { 'application/problem+json': { schema: schemaOf(problem) } } },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Nightdesk',
      version,
      description: 'After-hours hotline and on-call paging. Times are ISO 8601 in UTC.',
    },
    security: [{ token: [] }, { session: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'nightdesk',
          description:
            'Set by /sign-in; over https its name begins with __Host-. A change needs x-csrf-token as well. A route names the lowest role that may ask: viewer, technician, lead or admin.',
        },
      },
    },
    paths,
  };
}

function contentOf(answer: Route['answer']): object {
  if (answer === 'sound') return { 'audio/*': { schema: { type: 'string', format: 'binary' } } };
  return { 'application/json': { schema: schemaOf(answer) } };
}

function schemaOf(schema: z.ZodType): object {
  const { $schema: _drop, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

function queryParameters(query: z.ZodType | null): object[] {
  if (!(query instanceof z.ZodObject)) return [];
  return Object.entries(query.shape).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !(schema as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(schema as z.ZodType),
  }));
}
