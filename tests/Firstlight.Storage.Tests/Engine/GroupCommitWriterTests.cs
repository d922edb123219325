using System.Data.Common;
using Dapper;
using Firstlight.Core;
using Firstlight.Storage.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Firstlight.Storage.Tests.Engine;

public sealed class GroupCommitWriterTests : IAsyncLifetime
{
    private const int QueueMax = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteFile _file;
    private readonly GroupCommitWriter _writer;

    public GroupCommitWriterTests()
    {
        _file = new SqliteFile(_folder.Database);
        var connection = _file.OpenWriter();
        connection.Execute("CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE)");
        _writer = new GroupCommitWriter(
            new SqliteWriteSession(connection),
            TimeProvider.System,
            NullLogger.Instance,
            QueueMax
        );
        _writer.Start();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_commits()
    {
        const int callers = 500;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(n => NoteAsync($"{n}")));
        (await ReadNotesAsync()).Count.ShouldBe(callers);
        // A queue of 64 needs at least 8 commits; far fewer than one per caller.
        _writer.Commits.ShouldBeLessThan(callers / 4);
    }

    [Fact]
    public async Task Everything_that_waits_goes_into_one_commit()
    {
        var gate = await HoldWriterAsync();
        var before = _writer.Commits;
        var notes = Enumerable.Range(0, QueueMax).Select(n => NoteAsync($"{n}")).ToList();
        gate.Set();
        await Task.WhenAll(notes);
        (_writer.Commits - before).ShouldBe(2, "the commit that was held, and one for all the rest");
    }

    [Fact]
    public async Task A_unit_that_fails_gets_its_own_exception_and_its_neighbours_are_stored()
    {
        var gate = await HoldWriterAsync();
        var first = NoteAsync("first");
        var own = _writer.WriteAsync<int>(
            connection =>
            {
                Note(connection, "half done");
                throw new InvalidOperationException("mine");
            },
            None
        );
        var refusedByDatabase = NoteAsync("first");
        var last = NoteAsync("last");
        gate.Set();

        await Task.WhenAll(first, last);
        (await Should.ThrowAsync<InvalidOperationException>(() => own)).Message.ShouldBe("mine");
        await Should.ThrowAsync<StorageUnavailableException>(() => refusedByDatabase);
        (await ReadNotesAsync()).ShouldBe(["first", "last"]);
    }

    [Fact]
    public async Task A_fault_that_ends_the_transaction_fails_the_whole_batch_and_nothing_of_it_is_stored()
    {
        var gate = await HoldWriterAsync();
        var before = NoteAsync("before");
        var fatal = _writer.WriteAsync<int>(
            connection =>
            {
                connection.Execute("ROLLBACK");
                throw new InvalidOperationException("the disk went away");
            },
            None
        );
        var after = NoteAsync("after");
        gate.Set();

        await Should.ThrowAsync<StorageUnavailableException>(() => before);
        await Should.ThrowAsync<InvalidOperationException>(() => fatal);
        await Should.ThrowAsync<StorageUnavailableException>(() => after);
        _writer.IsFailing.ShouldBeTrue();
        (await ReadNotesAsync()).ShouldBeEmpty();

        await NoteAsync("later");
        _writer.IsFailing.ShouldBeFalse();
        (await ReadNotesAsync()).ShouldBe(["later"]);
    }

    [Fact]
    public async Task A_commit_that_fails_fails_its_callers_and_stores_nothing()
    {
        await _writer.WriteAsync(
            connection =>
                connection.Execute(
                    "CREATE TABLE child (note_id INTEGER NOT NULL REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED)"
                ),
            None
        );
        var gate = await HoldWriterAsync();
        var innocent = NoteAsync("innocent");
        // A deferred key is checked by the commit itself.
        var orphan = _writer.WriteAsync(connection => connection.Execute("INSERT INTO child VALUES (999)"), None);
        gate.Set();

        await Should.ThrowAsync<StorageUnavailableException>(() => innocent);
        await Should.ThrowAsync<StorageUnavailableException>(() => orphan);
        (await ReadNotesAsync()).ShouldBeEmpty();
        await NoteAsync("later");
        (await ReadNotesAsync()).ShouldBe(["later"]);
    }

    [Fact]
    public async Task One_callers_writes_happen_in_the_order_it_made_them()
    {
        var gate = await HoldWriterAsync();
        var texts = Enumerable.Range(0, 10 * QueueMax).Select(n => $"{n:D4}").ToList();
        var notes = texts.Select(NoteAsync).ToList();
        gate.Set();
        await Task.WhenAll(notes);
        (await ReadNotesAsync()).ShouldBe(texts);
    }

    [Fact]
    public async Task Callers_beyond_the_bound_wait_for_room()
    {
        var gate = await HoldWriterAsync();
        var notes = Enumerable.Range(0, QueueMax + 10).Select(n => NoteAsync($"{n}")).ToList();
        _writer.Waiting.ShouldBe(QueueMax);
        notes.ShouldAllBe(note => !note.IsCompleted);
        gate.Set();
        await Task.WhenAll(notes);
        (await ReadNotesAsync()).Count.ShouldBe(QueueMax + 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(QueueMax + 1)]
    public async Task What_is_cancelled_before_it_began_never_happens(int place)
    {
        var gate = await HoldWriterAsync();
        using var cancellation = new CancellationTokenSource();
        var others = Enumerable.Range(1, place - 1).Select(n => NoteAsync($"{n}")).ToList();
        var cancelled = _writer.WriteAsync(connection => Note(connection, "cancelled"), cancellation.Token);

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled.WaitAsync(Patience, None));
        gate.Set();
        await Task.WhenAll(others);
        await NoteAsync("last");
        (await ReadNotesAsync()).ShouldNotContain("cancelled");
    }

    [Fact]
    public async Task What_is_cancelled_before_the_call_never_happens()
    {
        await Should.ThrowAsync<OperationCanceledException>(() =>
            _writer.WriteAsync(connection => Note(connection, "cancelled"), new CancellationToken(canceled: true))
        );
        (await ReadNotesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_begun_is_finished_and_told_though_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var note = _writer.WriteAsync(
            connection =>
            {
                cancellation.Cancel();
                return Note(connection, "begun");
            },
            cancellation.Token
        );
        (await note).ShouldBe(1);
        (await ReadNotesAsync()).ShouldBe(["begun"]);
    }

    [Fact]
    public async Task Callers_do_not_go_on_upon_the_writers_thread()
    {
        var threads = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(async n =>
                {
                    await NoteAsync($"{n}");
                    return Thread.CurrentThread.Name;
                })
        );
        threads.ShouldAllBe(name => name != GroupCommitWriter.ThreadName);
        (await _writer.WriteAsync(_ => Thread.CurrentThread.Name, None)).ShouldBe(GroupCommitWriter.ThreadName);
    }

    [Fact]
    public async Task Stopping_writes_what_waits_and_refuses_what_comes_later()
    {
        var gate = await HoldWriterAsync();
        var waiting = Enumerable.Range(0, QueueMax).Select(n => NoteAsync($"{n}")).ToList();
        var stop = _writer.StopAsync();
        await Should.ThrowAsync<StorageUnavailableException>(() => NoteAsync("late"));
        stop.IsCompleted.ShouldBeFalse();
        gate.Set();
        await stop.WaitAsync(Patience, None);
        await Task.WhenAll(waiting);
        (await ReadNotesAsync()).Count.ShouldBe(QueueMax);
    }

    [Fact]
    public async Task A_full_disk_fails_what_does_not_fit_and_writing_goes_on_when_there_is_room()
    {
        var pages = await _writer.WriteAsync(connection => connection.ExecuteScalar<int>("PRAGMA page_count"), None);
        await _writer.WriteAsync(connection => connection.Execute($"PRAGMA max_page_count = {pages + 2}"), None);

        var fault = await Should.ThrowAsync<StorageUnavailableException>(() => NoteAsync(new string('x', 100_000)));
        fault.Message.ShouldContain("full");
        await NoteAsync("small");

        await _writer.WriteAsync(connection => connection.Execute("PRAGMA max_page_count = 100000"), None);
        await NoteAsync(new string('x', 100_000));
        (await ReadNotesAsync()).Count.ShouldBe(2);
    }

    private Task<int> NoteAsync(string text) => _writer.WriteAsync(connection => Note(connection, text), None);

    private static int Note(DbConnection connection, string text) =>
        connection.Execute("INSERT INTO note (text) VALUES (@text)", new { text });

    private async Task<IReadOnlyList<string>> ReadNotesAsync()
    {
        await using var connection = _file.OpenReader();
        return (await connection.QueryAsync<string>("SELECT text FROM note ORDER BY id")).AsList();
    }

    /// <summary>Keeps the writer busy inside a unit until the gate is set, so that others pile up behind it.</summary>
    private async Task<ManualResetEventSlim> HoldWriterAsync()
    {
        var gate = new ManualResetEventSlim();
        var holding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = _writer.WriteAsync(
            _ =>
            {
                holding.SetResult();
                return gate.Wait(Patience, None);
            },
            None
        );
        await holding.Task.WaitAsync(Patience, None);
        return gate;
    }
}
