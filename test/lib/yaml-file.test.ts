import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseYaml, readYamlFile } from '../../src/lib/yaml-file.ts';

const schema = z.strictObject({ name: z.string(), places: z.array(z.strictObject({ code: z.number() })) });

describe('a YAML file', () => {
  it('is read whole', () => {
    expect(parseYaml('name: a\nplaces:\n  - code: 1\n', schema, 'x.yaml')).toEqual({
      ok: true,
      value: { name: 'a', places: [{ code: 1 }] },
    });
  });

  it('tells every problem at once, each with file, line and path', () => {
    const result = parseYaml('nme: a\nplaces:\n  - code: 1\n  - code: one\n', schema, 'x.yaml');
    expect(result.ok ? [] : result.problems).toEqual([
      expect.stringMatching(/^x\.yaml:\d+ name: /),
      expect.stringMatching(/^x\.yaml:4 places\.1\.code: /),
      expect.stringMatching(/^x\.yaml:\d+ \(top\): .*nme/),
    ]);
  });

  it('tells the line of broken YAML', () => {
    const result = parseYaml('name: a\n  bad: [\n', schema, 'x.yaml');
    expect(result.ok ? [] : result.problems).toContainEqual(expect.stringMatching(/^x\.yaml:\d+: /));
  });

  it('refuses aliases, which a few bytes can blow up with', () => {
    expect(parseYaml('a: &a [1]\nb: *a\n', z.any(), 'x.yaml')).toMatchObject({ ok: false });
  });

  it('that is not there is a problem, not a crash', () => {
    expect(readYamlFile('/nowhere/x.yaml', schema, 'x.yaml')).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('x.yaml: cannot be read')],
    });
  });
});
