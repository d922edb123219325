namespace Firstlight.Architecture.Tests;

/// <summary>Who may know whom. The picture is in docs/overview.md; a new arrow is a decision, not an accident.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Protocol"] = [],
        ["Core"] = [],
        ["Accounts"] = ["Core"],
        ["Devices"] = ["Core", "Protocol"],
        ["Activation"] = ["Core", "Devices"],
        ["Fleet"] = ["Core", "Devices", "Activation"],
        ["Webhooks"] = ["Core", "Accounts"],
        ["Storage"] = ["Core", "Accounts", "Devices", "Activation", "Fleet", "Webhooks"],
        ["Cluster"] = ["Core", "Fleet"],
        ["Gateway"] = ["Core", "Protocol", "Devices", "Activation", "Fleet"],
        ["Api"] = ["Core", "Accounts", "Devices", "Activation", "Fleet", "Webhooks"],
        ["Pages"] = [],
        ["Cloud"] =
        [
            "Core",
            "Accounts",
            "Devices",
            "Activation",
            "Fleet",
            "Webhooks",
            "Storage",
            "Cluster",
            "Gateway",
            "Api",
            "Pages",
        ],
        ["Edgent"] = ["Protocol"],
        ["Edgent.Linux"] = ["Protocol", "Edgent"],
        ["Edgent.Daemon"] = ["Protocol", "Edgent", "Edgent.Linux"],
        ["Workbench"] = ["Protocol", "Edgent", "Pages"],
        ["Cli"] = ["Protocol"],
    };

    public static TheoryData<string> Rooms => [.. Repository.Projects.Select(project => project.Room)];

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_refers_only_to_rooms_it_may_know(string room)
    {
        Allowed.ShouldContainKey(room, "A new room needs its row in this table.");
        Repository.Project(room).References.Except(Allowed[room], StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void No_arrows_form_a_circle()
    {
        foreach (var project in Repository.Projects)
            Reachable(project.Room).ShouldNotContain(project.Room);
    }

    [Fact]
    public void Only_the_host_sees_every_room_of_the_server()
    {
        var server = Allowed["Cloud"].Except(["Core", "Pages"], StringComparer.Ordinal).ToList();

        Repository
            .Projects.Where(project => server.All(room => project.References.Contains(room, StringComparer.Ordinal)))
            .Select(project => project.Room)
            .ShouldBe(["Cloud"]);
        Repository.Projects.ShouldAllBe(project => !project.References.Contains("Cloud"));
    }

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Edgent")]
    [InlineData("Cli")]
    public void Both_ends_of_the_wire_share_one_codec(string room) =>
        Repository.Project(room).References.ShouldContain("Protocol");

    [Theory]
    [InlineData("Protocol")]
    [InlineData("Core")]
    [InlineData("Pages")]
    public void The_leaves_need_nothing_but_the_platform(string room) =>
        Repository.Project(room).Packages.ShouldBeEmpty();

    [Theory]
    [InlineData("Dapper")]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("Npgsql")]
    public void Only_storage_knows_the_database(string package)
    {
        foreach (var project in Repository.Projects.Where(project => project.Room != "Storage"))
        {
            project.Packages.ShouldNotContain(package, project.Room);
            foreach (var (path, text) in project.Sources())
                text.ShouldNotContain($"using {package};", Case.Sensitive, path);
        }
    }

    [Fact]
    public void Only_the_cluster_room_knows_the_broker()
    {
        foreach (var project in Repository.Projects.Where(project => project.Room != "Cluster"))
        {
            project.Packages.ShouldNotContain("RabbitMQ.Client", project.Room);
            foreach (var (path, text) in project.Sources())
                text.ShouldNotContain("using RabbitMQ.", Case.Sensitive, path);
        }
    }

    private static HashSet<string> Reachable(string room)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Repository.Project(room).References);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            foreach (var reference in Repository.Project(next).References)
                open.Push(reference);
        }

        return seen;
    }
}
