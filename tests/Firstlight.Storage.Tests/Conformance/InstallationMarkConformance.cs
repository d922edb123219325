using Firstlight.Core;

namespace Firstlight.Storage.Tests.Conformance;

public abstract class InstallationMarkConformance(StorageUnderTest storage) : StorageConformance(storage)
{
    private const string Kind = "key";

    private IInstallationMarks Marks => Storage.Get<IInstallationMarks>();

    [Fact]
    public async Task Who_joins_first_says_what_the_others_must_have_and_a_restart_forgets_nothing()
    {
        Show(await Marks.JoinAsync(Kind, [Mark("a", 1), Mark("b", 2)], None)).ShouldBe("a1 b2");
        await Storage.RestartAsync();
        Show(await Marks.ListAsync(Kind, None)).ShouldBe("a1 b2");
        Show(await Marks.ListAsync("folder", None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_all_of_it_and_more_adds_what_is_new()
    {
        await Marks.JoinAsync(Kind, [Mark("a", 1)], None);
        // What is there stays as it is: the one who joins has to look whether it is theirs.
        Show(await Marks.JoinAsync(Kind, [Mark("a", 9), Mark("b", 2)], None)).ShouldBe("a1 b2");
    }

    [Fact]
    public async Task Who_lacks_some_of_it_leaves_nothing()
    {
        await Marks.JoinAsync(Kind, [Mark("a", 1), Mark("b", 2)], None);
        Show(await Marks.JoinAsync(Kind, [Mark("b", 2), Mark("c", 3)], None)).ShouldBe("a1 b2");
        Show(await Marks.ListAsync(Kind, None)).ShouldBe("a1 b2");
    }

    [Fact]
    public async Task Who_belongs_to_it_adds_what_the_others_lack()
    {
        await Marks.JoinAsync(Kind, [Mark("a", 1), Mark("b", 2)], None);
        Show(await Marks.AddAsync(Kind, [Mark("a", 1), Mark("c", 3)], None)).ShouldBe("a1 b2 c3");
    }

    [Fact]
    public async Task Of_many_strangers_that_join_at_once_one_is_first()
    {
        var joined = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(one => Marks.JoinAsync(Kind, [Mark($"n{one}", (byte)one)], None))
        );
        joined.Select(Show).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_forgotten_is_one_kind_and_the_next_is_first_again()
    {
        await Marks.JoinAsync(Kind, [Mark("a", 1), Mark("b", 2)], None);
        await Marks.JoinAsync("folder", [Mark("firmware", 7)], None);
        (await Marks.ForgetAsync(Kind, None)).ShouldBe(2);
        Show(await Marks.JoinAsync(Kind, [Mark("c", 3)], None)).ShouldBe("c3");
        Show(await Marks.ListAsync("folder", None)).ShouldBe("firmware7");
    }

    private static InstallationMark Mark(string name, byte value) => new(name, [value]);

    private static string Show(IEnumerable<InstallationMark> marks) =>
        string.Join(' ', marks.Select(mark => mark.Name + string.Join('.', mark.Value)));
}
