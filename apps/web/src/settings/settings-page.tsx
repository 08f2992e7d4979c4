import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '../session/use-session';
import { PageHeader } from '../ui/page-header';
import { ApiKeysTab } from './api-keys-tab';
import { DomainsTab } from './domains-tab';
import { PeopleTab } from './people-tab';
import { SendersTab } from './senders-tab';
import type { SettingsTab } from './settings-routes';
import { TopicsTab } from './topics-tab';
import { WorkspaceTab } from './workspace-tab';

export function SettingsPage() {
  const { tab = 'workspace' } = useSearch({ strict: false }) as { tab?: SettingsTab };
  const navigate = useNavigate();
  const isAdmin = useMay('workspace:admin');
  return (
    <>
      <PageHeader title="Settings" />
      <Tabs
        value={tab}
        onChange={(value) =>
          void navigate({ to: '/settings', search: { tab: value as SettingsTab }, replace: true })
        }
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="workspace">Workspace</Tabs.Tab>
          <Tabs.Tab value="senders">Senders</Tabs.Tab>
          <Tabs.Tab value="domains">Domains</Tabs.Tab>
          <Tabs.Tab value="topics">Topics</Tabs.Tab>
          <Tabs.Tab value="people">People</Tabs.Tab>
          {isAdmin && <Tabs.Tab value="keys">API keys</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="workspace">
          <WorkspaceTab />
        </Tabs.Panel>
        <Tabs.Panel value="senders">
          <SendersTab />
        </Tabs.Panel>
        <Tabs.Panel value="domains">
          <DomainsTab />
        </Tabs.Panel>
        <Tabs.Panel value="topics">
          <TopicsTab />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <PeopleTab />
        </Tabs.Panel>
        {isAdmin && (
          <Tabs.Panel value="keys">
            <ApiKeysTab />
          </Tabs.Panel>
        )}
      </Tabs>
    </>
  );
}
