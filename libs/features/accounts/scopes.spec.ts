import { mayManageRole, ROLES, SCOPES, scopesOf } from './scopes';

describe('scopesOf', () => {
  it('gives owners and admins everything', () => {
    expect(scopesOf('owner')).toEqual(SCOPES);
    expect(scopesOf('admin')).toEqual(SCOPES);
  });

  it('lets marketers send and export, but not administer', () => {
    expect(scopesOf('marketer')).toEqual(expect.arrayContaining(['campaigns:send', 'contacts:export']));
    expect(scopesOf('marketer')).not.toContain('workspace:admin');
  });

  it('lets viewers read only', () => {
    expect(scopesOf('viewer')).toContain('contacts:read');
    expect(scopesOf('viewer').filter((scope) => !scope.endsWith(':read'))).toEqual([]);
  });

  it('never gives a lower role something that a higher one lacks', () => {
    ROLES.slice(1).forEach((role, index) => {
      const above = scopesOf(ROLES[index]!);
      expect(scopesOf(role).filter((scope) => !above.includes(scope))).toEqual([]);
    });
  });
});

describe('mayManageRole', () => {
  it.each([
    ['owner', 'owner', true],
    ['admin', 'owner', false],
    ['admin', 'admin', true],
    ['marketer', 'viewer', false],
    ['viewer', 'viewer', false],
  ] as const)('%s manages %s: %s', (acting, affected, expected) => {
    expect(mayManageRole(acting, affected)).toBe(expected);
  });
});
