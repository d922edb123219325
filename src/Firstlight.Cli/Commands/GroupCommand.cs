using System.CommandLine;

namespace Firstlight.Cli.Commands;

/// <summary>A command that holds others, such as <c>devices</c>.</summary>
internal static class GroupCommand
{
    /// <summary>Without a further word the group does what <paramref name="list"/> does, with the same options.</summary>
    public static Command ListedBy(this Command group, Command list)
    {
        foreach (var option in list.Options)
            group.Add(option);
        group.Action = list.Action;
        group.Subcommands.Insert(0, list);
        return group;
    }
}
