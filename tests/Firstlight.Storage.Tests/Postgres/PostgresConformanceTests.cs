using Firstlight.Storage.Tests.Conformance;

namespace Firstlight.Storage.Tests.Postgres;

public sealed class PostgresAccountStoreTests(PostgresFixture server)
    : AccountStoreConformance(new PostgresStorage(server));

public sealed class PostgresShipmentTests(PostgresFixture server) : ShipmentConformance(new PostgresStorage(server));

public sealed class PostgresOrganisationTests(PostgresFixture server)
    : OrganisationConformance(new PostgresStorage(server));

public sealed class PostgresOrganisationMoveTests(PostgresFixture server)
    : OrganisationMoveConformance(new PostgresStorage(server));

public sealed class PostgresRoleTests(PostgresFixture server) : RoleConformance(new PostgresStorage(server));

public sealed class PostgresApiClientTests(PostgresFixture server) : ApiClientConformance(new PostgresStorage(server));

public sealed class PostgresInvitationTests(PostgresFixture server)
    : InvitationConformance(new PostgresStorage(server));

public sealed class PostgresComingInTests(PostgresFixture server) : ComingInConformance(new PostgresStorage(server));

public sealed class PostgresTemplateStoreTests(PostgresFixture server)
    : TemplateStoreConformance(new PostgresStorage(server));

public sealed class PostgresDeviceStoreTests(PostgresFixture server)
    : DeviceStoreConformance(new PostgresStorage(server));

public sealed class PostgresDeviceSearchTests(PostgresFixture server)
    : DeviceSearchConformance(new PostgresStorage(server));

public sealed class PostgresDeviceListTests(PostgresFixture server)
    : DeviceListConformance(new PostgresStorage(server));

public sealed class PostgresStatisticsTests(PostgresFixture server)
    : StatisticsConformance(new PostgresStorage(server));

public sealed class PostgresSessionTests(PostgresFixture server) : SessionConformance(new PostgresStorage(server));

public sealed class PostgresActivationTests(PostgresFixture server)
    : ActivationConformance(new PostgresStorage(server));

public sealed class PostgresShortCodeTests(PostgresFixture server) : ShortCodeConformance(new PostgresStorage(server));

public sealed class PostgresStaticTokenTests(PostgresFixture server)
    : StaticTokenConformance(new PostgresStorage(server));

public sealed class PostgresFleetStoreTests(PostgresFixture server)
    : FleetStoreConformance(new PostgresStorage(server));

public sealed class PostgresHistoryTests(PostgresFixture server) : HistoryConformance(new PostgresStorage(server));

public sealed class PostgresMinuteTests(PostgresFixture server) : MinuteConformance(new PostgresStorage(server));

public sealed class PostgresDeviceFileTests(PostgresFixture server)
    : DeviceFileConformance(new PostgresStorage(server));

public sealed class PostgresOddTextTests(PostgresFixture server) : OddTextConformance(new PostgresStorage(server));

public sealed class PostgresLifeTests(PostgresFixture server) : LifeConformance(new PostgresStorage(server));

public sealed class PostgresWebhookTests(PostgresFixture server) : WebhookConformance(new PostgresStorage(server));

public sealed class PostgresNodeTests(PostgresFixture server) : NodeConformance(new PostgresStorage(server));

public sealed class PostgresHomeTests(PostgresFixture server) : HomeConformance(new PostgresStorage(server));

public sealed class PostgresInstallationMarkTests(PostgresFixture server)
    : InstallationMarkConformance(new PostgresStorage(server));
