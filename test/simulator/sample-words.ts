/** Names of invented people are any pair of these. */
export const GIVEN_NAMES = split(
  `Aiko Alejandra Amara Anders Anjali Arjun Ayşe Beatriz Björn Chiara Chidi Chloé Dariusz Diego Elif Emma Fatima
  Farid Giulia Grace Hana Hassan Ines Ivan Jamal Jin Jürgen Kavita Kofi Lars Leila Lucía Łukasz Mai Marek Mateo Mei
  Miriam Nadia Ngozi Noah Olga Omar Oscar Petra Priya Quentin Rania Ravi Rosa Samir Sana Siobhán Søren Tariq Thandiwe
  Tomás Uma Victor Wanjiru Wei Yara Yusuf Zofia Zoë`,
);

export const FAMILY_NAMES = split(
  `Abiodun Achterberg Aydın Banerjee Bauer Bianchi Björklund Castillo Chen Costa Czerny Dahl Delacroix Dlamini
  Eriksson Fernández Fischer Fujimoto Garcia Goldberg Gupta Haddad Hansen Horvat Ibrahim Iyer Jankowski Jensen Kaya
  Khan Kimura Kovač Kowalczyk Lefèvre Li Lindqvist Martins Mbeki Mensah Moreau Müller Nakamura Ndiaye Nguyen Novák
  O'Brien Okafor Okonkwo Ortega Park Patel Petrov Popescu Ramírez Rao Rossi Saito Santos Schäfer Silva Sørensen
  Takahashi Tanaka Tran Vasquez Virtanen Wagner Wójcik Yamamoto Zhang Zhou`,
);

export const TOKEN_LABELS = [
  'Jenkins',
  'jenkins-prod deploy gate',
  'GitHub Actions',
  'GitLab CI → Jira',
  'Bitbucket pipeline',
  'Terraform',
  'Ansible playbooks',
  'Power BI',
  'PowerBI refresh (old laptop)',
  'Tableau extract',
  'Excel macro, sprint report',
  'jira-cli',
  'jira cli macbook',
  'go-jira',
  'VS Code',
  'IntelliJ',
  'Zapier',
  'n8n',
  'Slack bot',
  'confluence backup script',
  'Confluence export',
  'docs-as-code publisher',
  'python notebook',
  'my script',
  'test',
  'test2',
  'asdf',
  'temp - delete after migration',
  'Migration 2023',
  'Service desk sync',
  'ServiceNow integration',
  'PagerDuty',
  'Grafana annotations',
  'release notes bot',
  'SonarQube',
  'Renovate',
  'Postman',
  'curl',
  'time tracking',
  'onboarding checklist',
];

function split(words: string): string[] {
  return words.split(/\s+/);
}
