namespace Orchestrator.Agents.CodingAgents;

/// <summary>What a CLI is started with besides its own command. Arguments and variables may hold the placeholders of <see cref="LaunchText"/>.</summary>
/// <param name="Arguments">Put behind its command.</param>
/// <param name="Environment">Variables besides the usual ones.</param>
/// <param name="Files">Files of Orchestrator's own by their names, in the form that the CLI reads; they are the same for all agents and hold no secret.</param>
public sealed record ProfileSetup(
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Nothing.</summary>
    public static ProfileSetup None { get; } = new([], new Dictionary<string, string>(), new Dictionary<string, string>());
}

/// <summary>Keys of a JSON file of the user's that are set where they are missing. What stands there is never changed.</summary>
/// <param name="Name">Its name in the profile.</param>
/// <param name="Paths">Where the file is: the first whose variables (<c>$HOME</c>) are all set.</param>
/// <param name="Json">An object; its keys and texts may hold the placeholders of <see cref="LaunchText"/>.</param>
/// <param name="Requires">Variables that have to be set.</param>
/// <param name="Unless">Files that must not exist, as in <paramref name="Paths"/>: those of a login that the user has already.</param>
public sealed record ProfileMerge(string Name, IReadOnlyList<string> Paths, string Json, IReadOnlyList<string> Requires, IReadOnlyList<string> Unless);

/// <summary>
/// A folder of the user's, as the agents of a profile see it: every entry is a link to the user's own, but for one JSON file, which is a copy with
/// more in it. For a CLI that takes its settings from one place only, in which its login is as well.
/// </summary>
/// <param name="Name">Its name in the profile.</param>
/// <param name="Variable">The variable that tells the CLI the folder's parent.</param>
/// <param name="Folders">Where the user's is: the first whose variables are all set.</param>
/// <param name="File">The file that is copied. What it has besides is the profile's file of that name; lists are appended to.</param>
public sealed record ProfileMirror(string Name, string Variable, IReadOnlyList<string> Folders, string File);

/// <summary>What lets a CLI start without a person who confirms its first dialogs.</summary>
/// <param name="Setup">What it is started with.</param>
/// <param name="Merges">What is set in the user's own files, where a CLI reads it from nowhere else.</param>
/// <param name="Mirrors">What it is given in place of a folder of the user's.</param>
public sealed record ProfileSeed(ProfileSetup Setup, IReadOnlyList<ProfileMerge> Merges, IReadOnlyList<ProfileMirror> Mirrors);
