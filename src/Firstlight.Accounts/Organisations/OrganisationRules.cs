using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What an organisation must look like, and the words with which a change of the tree is refused.</summary>
internal static class OrganisationRules
{
    /// <summary>Null is not looked at.</summary>
    public static Refusal? Check(string? name, string? description)
    {
        if (name is not null && CheckName(name, "name") is { } refusal)
            return refusal;
        var text = description?.Trim() ?? "";
        return text.Length > AccountLimits.DescriptionCharactersMax || text.Any(IsOdd)
            ? Refusal.Invalid(
                "description",
                $"A description has at most {AccountLimits.DescriptionCharactersMax} characters and no control characters."
            )
            : null;
    }

    public static Refusal? CheckName(string name, string field) =>
        PersonRules.IsName(name.Trim(), AccountLimits.OrganisationNameCharactersMax)
            ? null
            : Refusal.Invalid(
                field,
                $"An organisation's name has 1 to {AccountLimits.OrganisationNameCharactersMax} characters and no control characters."
            );

    public static Refusal NameTaken(string name) =>
        new(RefusalKind.Conflict, "name_taken", $"There is an organisation {name} at this place already.", "name");

    public static Refusal TooDeep(int levels) =>
        new(RefusalKind.Conflict, "tree_too_deep", $"The tree has at most {levels} levels of organisations.");

    public static Refusal TooMany(int max) =>
        new(RefusalKind.LimitReached, "too_many_organisations", $"This cloud has at most {max:N0} organisations.");

    public static Refusal NotEmpty(Organisation organisation, OrganisationContents contents) =>
        new(
            RefusalKind.Conflict,
            "organisation_not_empty",
            $"{organisation.Name} is not empty: {string.Join(", ", Things(contents))}. Move or delete them first."
        );

    public static Refusal BelowItself(Organisation organisation) =>
        new(
            RefusalKind.Conflict,
            "below_itself",
            $"{organisation.Name} cannot stand below itself or one that is below it.",
            "parentId"
        );

    public static Refusal AlreadyThere(Organisation organisation) =>
        new(RefusalKind.Conflict, "already_there", $"{organisation.Name} stands there already.", "parentId");

    public static Refusal Obstructed(Organisation organisation, MoveObstacles obstacles)
    {
        if (obstacles.IsNameTaken)
            return NameTaken(organisation.Name);
        return obstacles.Templates.Count > 0
            ? new Refusal(
                RefusalKind.Conflict,
                "template_not_enabled",
                $"{organisation.Name} uses templates that the new place does not have: {string.Join(", ", obstacles.Templates)}. "
                    + "Enable them there first, or take them away here."
            )
            : new Refusal(
                RefusalKind.Conflict,
                "role_not_there",
                $"People of {organisation.Name} have roles that do not apply at the new place: {string.Join(", ", obstacles.Roles)}. "
                    + "Give them others first."
            );
    }

    private static IEnumerable<string> Things(OrganisationContents contents)
    {
        (long Count, string Word)[] things =
        [
            (contents.Organisations, "sub-organisations"),
            (contents.People, "people"),
            (contents.Devices, "devices"),
            (contents.Templates, "templates"),
            (contents.Batches, "batches of static tokens"),
        ];
        return things.Where(thing => thing.Count > 0).Select(thing => $"{thing.Count:N0} {thing.Word}");
    }

    private static bool IsOdd(char character) => char.IsControl(character) && character != '\n';
}
