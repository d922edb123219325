using Firstlight.Storage.Tests.Conformance;

namespace Firstlight.Storage.Tests.Sqlite;

public sealed class SqliteAccountStoreTests() : AccountStoreConformance(new SqliteStorage());

public sealed class SqliteShipmentTests() : ShipmentConformance(new SqliteStorage());

public sealed class SqliteOrganisationTests() : OrganisationConformance(new SqliteStorage());

public sealed class SqliteOrganisationMoveTests() : OrganisationMoveConformance(new SqliteStorage());

public sealed class SqliteRoleTests() : RoleConformance(new SqliteStorage());

public sealed class SqliteApiClientTests() : ApiClientConformance(new SqliteStorage());

public sealed class SqliteInvitationTests() : InvitationConformance(new SqliteStorage());

public sealed class SqliteComingInTests() : ComingInConformance(new SqliteStorage());

public sealed class SqliteTemplateStoreTests() : TemplateStoreConformance(new SqliteStorage());

public sealed class SqliteDeviceStoreTests() : DeviceStoreConformance(new SqliteStorage());

public sealed class SqliteDeviceSearchTests() : DeviceSearchConformance(new SqliteStorage());

public sealed class SqliteDeviceListTests() : DeviceListConformance(new SqliteStorage());

public sealed class SqliteStatisticsTests() : StatisticsConformance(new SqliteStorage());

public sealed class SqliteSessionTests() : SessionConformance(new SqliteStorage());

public sealed class SqliteActivationTests() : ActivationConformance(new SqliteStorage());

public sealed class SqliteShortCodeTests() : ShortCodeConformance(new SqliteStorage());

public sealed class SqliteStaticTokenTests() : StaticTokenConformance(new SqliteStorage());

public sealed class SqliteFleetStoreTests() : FleetStoreConformance(new SqliteStorage());

public sealed class SqliteHistoryTests() : HistoryConformance(new SqliteStorage());

public sealed class SqliteMinuteTests() : MinuteConformance(new SqliteStorage());

public sealed class SqliteDeviceFileTests() : DeviceFileConformance(new SqliteStorage());

public sealed class SqliteOddTextTests() : OddTextConformance(new SqliteStorage());

public sealed class SqliteLifeTests() : LifeConformance(new SqliteStorage());

public sealed class SqliteWebhookTests() : WebhookConformance(new SqliteStorage());

public sealed class SqliteNodeTests() : NodeConformance(new SqliteStorage());

public sealed class SqliteHomeTests() : HomeConformance(new SqliteStorage());

public sealed class SqliteInstallationMarkTests() : InstallationMarkConformance(new SqliteStorage());
