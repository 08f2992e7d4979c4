import type { Role } from '../api/models';

export const ROLE_CHOICES: { value: Role; label: string; description: string }[] = [
  { value: 'viewer', label: 'Viewer', description: 'Sees everything, changes nothing.' },
  { value: 'marketer', label: 'Marketer', description: 'Works with contacts and campaigns.' },
  { value: 'admin', label: 'Admin', description: 'Also changes settings, people and keys.' },
  { value: 'owner', label: 'Owner', description: 'As admin; only owners add owners.' },
];
