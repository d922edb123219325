using Firstlight.Cluster.Installation;
using Firstlight.Core;
using Firstlight.TestKit;
using Firstlight.TestKit.Programs;

namespace Firstlight.Cluster.Tests.Installation;

/// <summary>Nodes with data folders of their own or with links to one, at one installation.</summary>
public sealed class FoldersInCommonTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private static readonly string[] Names = ["firmware", "device_files"];

    private readonly Scratch _scratch = new();
    private readonly MarksInMemory _marks = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Nodes_with_one_folder_start_and_start_again()
    {
        await StartAsync("north");
        Link("south", "north");
        await StartAsync("south");
        await StartAsync("north");
    }

    [Fact]
    public async Task A_node_with_a_folder_of_its_own_is_refused_by_name_and_makes_no_mark()
    {
        await StartAsync("north");

        (await RefuseAsync("south")).ShouldContain(Folder("south", "firmware"));

        Directory.Exists(Folder("south", "firmware")).ShouldBeFalse("it may be mounted yet");
    }

    [Fact]
    public async Task One_folder_that_is_not_shared_is_enough()
    {
        await StartAsync("north");
        Directory.CreateDirectory(_scratch.File("south"));
        Directory.CreateSymbolicLink(Folder("south", "firmware"), Folder("north", "firmware"));
        (await RefuseAsync("south")).ShouldContain(Folder("south", "device_files"));
    }

    [Fact]
    public async Task A_folder_of_another_installation_is_refused()
    {
        await StartAsync("south", new MarksInMemory());
        await StartAsync("north");
        (await RefuseAsync("south")).ShouldContain("that the nodes of this installation share");
    }

    [Fact]
    public async Task Of_two_that_begin_at_once_in_folders_of_their_own_one_is_refused()
    {
        // The second has looked before the first had said anything.
        await StartAsync("south", new MarksInMemory());
        await StartAsync("north");
        var races = new MarksThatWereEmpty(_marks);
        (await Should.ThrowAsync<NotOfInstallationException>(() => StartAsync("south", races))).Message.ShouldContain(
            Folder("south", "firmware")
        );
    }

    [Fact]
    public void Of_many_that_mark_one_folder_at_once_all_get_the_same()
    {
        var folder = _scratch.File("shared");
        var marks = Enumerable
            .Range(0, 20)
            .AsParallel()
            .WithDegreeOfParallelism(8)
            .Select(seed => Convert.ToHexString(FolderMark.Make(folder, new SeededRandom(seed))))
            .ToList();
        marks.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        Directory.GetFiles(folder).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_program_alone_is_never_refused_and_its_folders_are_those_that_count()
    {
        await StartAsync("north");
        await StartAsync("moved", isAlone: true);
        await StartAsync("moved");
        await RefuseAsync("north");
        await StartAsync("north", isAlone: true);
        await RefuseAsync("moved");
        await StartAsync("north");
    }

    private Task StartAsync(string name, IInstallationMarks? marks = null, bool isAlone = false) =>
        new FoldersInCommon(
            new SharedFolders([.. Names.Select(folder => Folder(name, folder))], isAlone),
            marks ?? _marks,
            new SystemRandomSource()
        ).StartAsync(Cancellation);

    private async Task<string> RefuseAsync(string name) =>
        (await Should.ThrowAsync<NotOfInstallationException>(() => StartAsync(name))).Message;

    private string Folder(string name, string folder) => Path.Combine(_scratch.File(name), folder);

    private void Link(string name, string other)
    {
        Directory.CreateDirectory(_scratch.File(name));
        foreach (var folder in Names)
            Directory.CreateSymbolicLink(Folder(name, folder), Folder(other, folder));
    }

    /// <summary>What a program sees that has looked before another one was first.</summary>
    private sealed class MarksThatWereEmpty(IInstallationMarks marks) : IInstallationMarks
    {
        public Task<IReadOnlyList<InstallationMark>> ListAsync(string kind, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<InstallationMark>>([]);

        public Task<IReadOnlyList<InstallationMark>> JoinAsync(
            string kind,
            IReadOnlyList<InstallationMark> own,
            CancellationToken cancellation
        ) => marks.JoinAsync(kind, own, cancellation);

        public Task<IReadOnlyList<InstallationMark>> AddAsync(
            string kind,
            IReadOnlyList<InstallationMark> own,
            CancellationToken cancellation
        ) => marks.AddAsync(kind, own, cancellation);

        public Task<int> ForgetAsync(string kind, CancellationToken cancellation) =>
            marks.ForgetAsync(kind, cancellation);
    }
}
